"use client";

import { companyList, type CompaniesQuery, type CompanyList } from "#lib/contracts/companies.ts";
import { queryString } from "../data/query-string.ts";
import { useContract } from "../data/use-contract.ts";

export function useCompanies(query: CompaniesQuery, initial?: CompanyList) {
  return useContract(companiesAddress(query), companyList, {
    refreshInterval: (latest) => (latest?.companies.some(({ active }) => active) ? 2000 : 15_000),
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}

function companiesAddress({ search, status, sort, direction, page }: CompaniesQuery): string {
  return `/api/companies${queryString({ search, status, sort, direction, page: page === 1 ? null : page })}`;
}
