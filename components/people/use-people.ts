"use client";

import { companyNames } from "#lib/contracts/company-names.ts";
import { people, type Person } from "#lib/contracts/people.ts";
import { useContract } from "../data/use-contract.ts";

export const peopleAddress = "/api/people";

export function isPeople(url: string): boolean {
  return url === peopleAddress;
}

export function usePeople(initial: readonly Person[]) {
  return useContract(peopleAddress, people, {
    fallbackData: { people: [...initial] },
    refreshInterval: 30_000,
  });
}

/** Asked when somebody is about to choose among them. */
export function useCompanyNames(wanted: boolean) {
  return useContract(wanted ? "/api/companies/names" : null, companyNames);
}
