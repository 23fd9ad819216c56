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

/** A run with its steps, every second until it has ended. Null asks nothing. `onAnswer` hears each answer. */
export function useSyncRun(
  syncId: string | null,
  initial?: SyncRunWithSteps,
  onAnswer?: (run: SyncRunWithSteps) => void,
) {
  return useContract(syncId === null ? null : `/api/quickbooks/sync/${syncId}`, syncRunWithSteps, {
    refreshInterval: (latest) => (latest === undefined || latest.finishedAt === null ? 1000 : 0),
    ...(initial === undefined ? {} : { fallbackData: initial }),
    ...(onAnswer === undefined ? {} : { onSuccess: onAnswer }),
  });
}

/** Endpoints that show this company or one of its runs: what a mutation changes. */
export function isAboutCompany(companyId: string): (url: string) => boolean {
  return (url) => url.startsWith(`/api/companies/${companyId}`) || url.startsWith("/api/quickbooks/sync/");
}

/** Asks again at once for what is shown of this company. */
export function useRefreshCompany(companyId: string): () => Promise<void> {
  const { mutate } = useSWRConfig();
  return useCallback(async () => {
    const isAbout = isAboutCompany(companyId);
    await mutate((key) => typeof key === "string" && isAbout(key));
  }, [mutate, companyId]);
}
