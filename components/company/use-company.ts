"use client";

import { useCallback } from "react";
import { useSWRConfig } from "swr";

import { companyDetail, type CompanyDetail } from "#lib/contracts/company.ts";
import { syncRunWithSteps, type SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { useContract } from "../data/use-contract.ts";

export function useCompany(companyId: string, initial: CompanyDetail) {
  return useContract(`/api/companies/${companyId}`, companyDetail, {
    fallbackData: initial,
    refreshInterval: (latest) => (latest?.active ? 1500 : 10_000),
  });
}

/** A run with its steps, every second until it has ended. Null asks nothing. */
export function useSyncRun(syncId: string | null, initial?: SyncRunWithSteps) {
  return useContract(syncId === null ? null : `/api/quickbooks/sync/${syncId}`, syncRunWithSteps, {
    refreshInterval: (latest) => (latest === undefined || latest.finishedAt === null ? 1000 : 0),
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}

/** After a deed: what is shown of this company is asked again at once. */
export function useRefreshCompany(companyId: string): () => Promise<void> {
  const { mutate } = useSWRConfig();
  return useCallback(async () => {
    await mutate(
      (key) =>
        typeof key === "string" &&
        (key.startsWith(`/api/companies/${companyId}`) || key.startsWith("/api/quickbooks/sync/")),
    );
  }, [mutate, companyId]);
}
