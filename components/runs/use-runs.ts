"use client";

import { syncRunList, type SyncRunList } from "#lib/contracts/sync-run.ts";
import { useList, type List } from "../data/use-list.ts";
import { runsUrl, type RunsQuery } from "./run-filter.ts";

/** `initial` was read by the server, for `initialQuery`. */
export function useRuns(
  companyId: string,
  query: RunsQuery,
  initial: SyncRunList,
  initialQuery: RunsQuery,
): List<SyncRunList> {
  const first = { url: runsUrl(companyId, initialQuery), data: initial };
  return useList(runsUrl(companyId, query), syncRunList, first, (latest) =>
    latest?.runs.some(({ state }) => state === "running" || state === "queued") ? 2000 : 15_000,
  );
}
