"use client";

import { useRouter } from "next/navigation";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordsQuery } from "#lib/contracts/records.ts";
import { formatCount } from "../format/figures.ts";
import { inputStyle } from "../ui/field.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { SearchBox } from "../ui/search-box.tsx";

export interface TypeChoice {
  readonly recordType: RecordType;
  readonly count: number | null;
}

export interface RecordToolbarProps {
  readonly companyId: string;
  readonly recordType: RecordType;
  readonly types: readonly TypeChoice[];
  readonly filter: Pick<RecordsQuery, "search" | "show">;
  readonly onFilter: (change: Partial<Pick<RecordsQuery, "search" | "show">>) => void;
}

export function RecordToolbar({ companyId, recordType, types, filter, onFilter }: RecordToolbarProps) {
  const router = useRouter();
  const { plural, shape } = recordTypes[recordType];
  return (
    <div className="flex flex-col gap-3 md:flex-row md:items-center">
      <label className="flex items-center gap-2.5">
        <span className="sr-only">Type of record</span>
        <select
          value={recordType}
          className={`${inputStyle} pr-8 font-medium md:w-64`}
          onChange={(event) => router.push(`/companies/${companyId}/records/${event.target.value}`)}
        >
          {types.map((type) => (
            <option key={type.recordType} value={type.recordType}>
              {recordTypes[type.recordType].plural}
              {type.count === null ? "" : ` (${formatCount(type.count)})`}
            </option>
          ))}
        </select>
      </label>
      <SearchBox
        label={`Search ${plural.toLowerCase()}`}
        placeholder={shape === "transaction" ? "Number, name, memo or amount" : "Name, code or email"}
        value={filter.search}
        onSearch={(search) => onFilter({ search })}
      />
      <div className="md:ml-auto">
        <FilterTabs
          label="Show"
          value={filter.show}
          onChange={(show) => onFilter({ show })}
          tabs={[
            { value: "present", label: "In QuickBooks" },
            { value: "gone", label: "Deleted" },
            { value: "all", label: "All" },
          ]}
        />
      </div>
    </div>
  );
}
