"use client";

import { ChevronLeft, ChevronRight, FileSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback } from "react";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { recordsQuery, type RecordList, type RecordsQuery } from "#lib/contracts/records.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { formatCount } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { inputStyle } from "../ui/field.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { Refreshing } from "../ui/refreshing.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { recordAddress } from "./record-address.ts";
import { RecordTable } from "./record-table.tsx";
import { useRecords } from "./use-records.ts";

export interface TypeChoice {
  readonly recordType: RecordType;
  readonly count: number | null;
}

export interface RecordBrowserProps {
  readonly companyId: string;
  readonly recordType: RecordType;
  readonly homeCurrency: string | null;
  readonly types: readonly TypeChoice[];
  /** Why there can be none: the company's country or subscription lacks the type. */
  readonly notOfferedWhy: string | null;
  readonly initial: RecordList;
  readonly initialQuery: RecordsQuery;
}

export function RecordBrowser({
  companyId,
  recordType,
  homeCurrency,
  types,
  notOfferedWhy,
  initial,
  initialQuery,
}: RecordBrowserProps) {
  const router = useRouter();
  const { query: address, change } = useAddressQuery();
  const parsed = recordsQuery.safeParse(Object.fromEntries(address));
  const query = parsed.success ? parsed.data : recordsQuery.parse({});
  const isInitial = JSON.stringify(query) === JSON.stringify(initialQuery);
  const {
    data = initial,
    error,
    isLoading,
  } = useRecords(companyId, recordType, query, isInitial ? initial : undefined);
  const { records, next, previous } = data;
  const open = useCallback(
    (index: number) => {
      const record = records[index];
      const there = record && recordAddress(companyId, { ...record, name: null });
      if (there) router.push(there);
    },
    [records, companyId, router],
  );
  const lit = useRowKeys(records.length, open);
  const info = recordTypes[recordType];
  const filtered = query.search !== "" || query.show !== "present";

  return (
    <>
      <div className="mb-3 flex flex-col gap-3 md:flex-row md:items-center">
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
          label={`Search ${info.plural.toLowerCase()}`}
          placeholder={info.shape === "transaction" ? "Number, name, memo or amount" : "Name, code or e-mail"}
          value={query.search}
          onSearch={(search) => change({ search, after: null, before: null })}
        />
        <div className="md:ml-auto">
          <FilterTabs
            label="Show"
            value={query.show}
            onChange={(show) => change({ show: show === "present" ? null : show, after: null, before: null })}
            tabs={[
              { value: "present", label: "In QuickBooks" },
              { value: "gone", label: "Deleted" },
              { value: "all", label: "Both" },
            ]}
          />
        </div>
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {records.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<FileSearch size={20} />}
            title={filtered ? "No matching records" : `No ${info.plural.toLowerCase()} here`}
            action={
              filtered ? (
                <Button onClick={() => change({ search: null, show: null, after: null, before: null })}>
                  Show all {info.plural.toLowerCase()}
                </Button>
              ) : undefined
            }
          >
            {filtered
              ? "No record of this type matches the search and the filter."
              : (notOfferedWhy ??
                "Either QuickBooks has none, or they have not been imported yet. The overview shows which.")}
          </EmptyState>
        </div>
      ) : (
        <Refreshing while={isLoading && !isInitial}>
          <RecordTable
            companyId={companyId}
            recordType={recordType}
            homeCurrency={homeCurrency}
            records={records}
            lit={lit}
          />
        </Refreshing>
      )}
      {next === null && previous === null ? null : (
        <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
          <Button
            size="small"
            icon={<ChevronLeft size={15} aria-hidden />}
            disabledReason={previous === null ? "This is the first page." : null}
            onClick={() => change({ before: previous, after: null }, "push")}
          >
            Previous
          </Button>
          <Button
            size="small"
            disabledReason={next === null ? "This is the last page." : null}
            onClick={() => change({ after: next, before: null }, "push")}
          >
            Next
            <ChevronRight size={15} aria-hidden />
          </Button>
        </nav>
      )}
    </>
  );
}
