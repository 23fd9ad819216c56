"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";

import { companyList, type CompaniesQuery, type CompanyList as Companies } from "#lib/contracts/companies.ts";
import { useList } from "../data/use-list.ts";
import { countOf } from "../format/figures.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { ListView } from "../ui/list-view.tsx";
import { Pager } from "../ui/pager.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { companiesUrl, companyFilter } from "./company-filter.ts";
import { CompanyTable } from "./company-table.tsx";
import { CompanyToolbar } from "./company-toolbar.tsx";
import { noCompanies } from "./no-companies.tsx";

export interface CompanyListProps {
  /** As the server just read them, for the first drawing. */
  readonly initial: Companies;
  readonly initialQuery: CompaniesQuery;
  readonly connect: ReactNode;
}

export function CompanyList({ initial, initialQuery, connect }: CompanyListProps) {
  const router = useRouter();
  const { role } = useViewer();
  const [filter, setFilter] = useQueryStates(companyFilter);
  const first = { url: companiesUrl(initialQuery), data: initial };
  const list = useList(companiesUrl(filter), companyList, first, (latest) =>
    latest?.companies.some(({ active }) => active) ? 2000 : 15_000,
  );
  const companies = list.data?.companies ?? [];
  const lit = useRowKeys(companies.length, (index) => {
    const company = companies[index];
    if (company) router.push(`/companies/${company.id}`);
  });
  const total = list.data?.total ?? initial.total;
  const isFiltered = total > 0 && (filter.search !== "" || filter.status !== null);
  return (
    <ListView
      noun="companies"
      toolbar={
        total === 0 ? undefined : (
          <CompanyToolbar
            status={filter.status}
            search={filter.search}
            counts={(list.data ?? initial).statuses}
            onFilter={(change) => void setFilter({ ...change, page: null })}
          />
        )
      }
      rows={list.data ? companies.length : null}
      problem={list.problem}
      onRetry={list.retry}
      isRefreshing={list.isRefreshing}
      empty={noCompanies(role, connect)}
      onClearFilter={isFiltered ? () => void setFilter({ search: null, status: null, page: null }) : null}
      noMatch={`The search or the filter hides ${countOf(total, "company", "companies")}.`}
      pager={
        total === 0 || !list.data ? null : (
          <Pager
            page={list.data.page}
            pageSize={list.data.pageSize}
            matching={list.data.matching}
            of={list.data.matching === 1 ? "company" : "companies"}
            onPage={(page) => void setFilter({ page }, { history: "push", scroll: true })}
          />
        )
      }
    >
      <CompanyTable
        companies={companies}
        lit={lit}
        sort={filter.sort}
        direction={filter.direction ?? undefined}
        onSort={(sort, direction) => void setFilter({ sort, direction, page: null })}
      />
    </ListView>
  );
}
