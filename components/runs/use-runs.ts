"use client";

import { syncRunList, type SyncRunList } from "#lib/contracts/sync-run.ts";
import { queryString } from "../data/query-string.ts";
import { useContract } from "../data/use-contract.ts";

export interface RunsQuery {
  readonly state?: string | null;
  readonly before?: string | null;
}

export function useRuns(companyId: string, initial?: SyncRunList, query: RunsQuery = {}) {
  return useContract(`/api/companies/${companyId}/syncs${queryString({ ...query })}`, syncRunList, {
    refreshInterval: (latest) =>
      latest?.runs.some(({ state }) => state === "running" || state === "queued") ? 2000 : 15_000,
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}
