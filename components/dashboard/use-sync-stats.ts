"use client";

import { syncStats, type SyncStats } from "#lib/contracts/sync-stats.ts";
import { useContract } from "../data/use-contract.ts";

const address = "/api/admin/quickbooks/sync-stats";

export function useSyncStats(timeZone: string, initial?: SyncStats) {
  return useContract(`${address}?${new URLSearchParams({ timeZone }).toString()}`, syncStats, {
    refreshInterval: (latest) => (latest && latest.underWay + latest.queued > 0 ? 2000 : 10_000),
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}

export function isSyncStats(url: string): boolean {
  return url.startsWith(address);
}
