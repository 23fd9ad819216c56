"use client";

import { Building2, SearchX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback } from "react";

import {
  companiesQuery,
  companyStatuses,
  type CompaniesQuery,
  type CompanyList as Companies,
  type CompanyStatus,
} from "#lib/contracts/companies.ts";
import { seesEveryCompany } from "#lib/auth/roles.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { Pager } from "../ui/pager.tsx";
import { Refreshing } from "../ui/refreshing.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { CompanyTable } from "./company-table.tsx";
import { statusNames } from "./status-style.ts";
import { useCompanies } from "./use-companies.ts";

type Shown = CompanyStatus | "all";

export interface CompanyListProps {
  /** As the server just read them, for the first drawing. */
  readonly initial: Companies;
  readonly initialQuery: CompaniesQuery;
  readonly connect: React.ReactNode;
}

export function CompanyList({ initial, initialQuery, connect }: CompanyListProps) {
  const router = useRouter();
  const { query: address, change } = useAddressQuery();
  const parsed = companiesQuery.safeParse(Object.fromEntries(address));
  const query = parsed.success ? parsed.data : companiesQuery.parse({});
  const isInitial = JSON.stringify(query) === JSON.stringify(initialQuery);
  const { data = initial, error, isLoading } = useCompanies(query, isInitial ? initial : undefined);
  const { companies, statuses, matching, total, page, pageSize } = data;
  const open = useCallback(
    (index: number) => {
      const company = companies[index];
      if (company) router.push(`/companies/${company.id}`);
    },
    [companies, router],
  );
  const lit = useRowKeys(companies.length, open);

  if (total === 0) return <NoCompanies connect={connect} />;
  const everything = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <div className="mb-3 flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <FilterTabs<Shown>
          label="Show"
          value={query.status ?? "all"}
          onChange={(value) => change({ status: value === "all" ? null : value, page: null })}
          tabs={[
            { value: "all", label: "All", count: everything },
            ...companyStatuses.map((value) => ({
              value,
              label: statusNames[value],
              count: statuses[value],
              urgent: value === "attention",
            })),
          ]}
        />
        <SearchBox
          label="Search companies"
          placeholder="Search companies"
          value={query.search}
          onSearch={(search) => change({ search, page: null })}
        />
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {companies.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<SearchX size={20} />}
            title="No company is like that"
            action={
              <Button onClick={() => change({ search: null, status: null, page: null })}>
                Show all companies
              </Button>
            }
          >
            {total} {total === 1 ? "company is" : "companies are"} hidden by the search or the filter.
          </EmptyState>
        </div>
      ) : (
        <Refreshing while={isLoading && !isInitial}>
          <CompanyTable
            companies={companies}
            lit={lit}
            sort={query.sort}
            direction={query.direction}
            onSort={(sort, direction) => change({ sort, direction, page: null })}
          />
        </Refreshing>
      )}
      <Pager
        page={page}
        pageSize={pageSize}
        matching={matching}
        of={matching === 1 ? "company" : "companies"}
        onPage={(next) => change({ page: next === 1 ? null : next }, "push")}
      />
    </>
  );
}

/** Owners and admins see every company; for the others there may be some that they were not given. */
function NoCompanies({ connect }: { readonly connect: React.ReactNode }) {
  const { role } = useViewer();
  const firmHasNone = seesEveryCompany(role);
  return (
    <div className="card">
      <EmptyState
        icon={<Building2 size={20} />}
        title={firmHasNone ? "No companies yet" : "No company is yours yet"}
        action={role === "viewer" ? undefined : connect}
      >
        {firmHasNone ? null : "An owner or admin of your firm assigns companies to you. "}
        {role === "viewer"
          ? null
          : `${firmHasNone ? "Connect" : "Or connect"} a client’s QuickBooks company, and its books appear here within minutes. You will be sent to Intuit to give consent and come straight back.`}
      </EmptyState>
    </div>
  );
}
