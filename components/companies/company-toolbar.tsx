import { companyStatuses, type CompanyList, type CompanyStatus } from "#lib/contracts/companies.ts";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { statusNames } from "./status-style.ts";

export interface CompanyToolbarProps {
  /** Null: all. */
  readonly status: CompanyStatus | null;
  readonly search: string;
  readonly counts: CompanyList["statuses"];
  readonly onFilter: (change: { readonly status?: CompanyStatus | null; readonly search?: string }) => void;
}

export function CompanyToolbar({ status, search, counts, onFilter }: CompanyToolbarProps) {
  const everything = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className="flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
      <FilterTabs<CompanyStatus | "all">
        label="Show"
        value={status ?? "all"}
        onChange={(value) => onFilter({ status: value === "all" ? null : value })}
        tabs={[
          { value: "all", label: "All", count: everything },
          ...companyStatuses.map((value) => ({
            value,
            label: statusNames[value],
            count: counts[value],
            urgent: value === "attention",
          })),
        ]}
      />
      <SearchBox
        label="Search companies"
        placeholder="Search companies"
        value={search}
        onSearch={(text) => onFilter({ search: text })}
      />
    </div>
  );
}
