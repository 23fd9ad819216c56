"use client";

import { alertList } from "#lib/contracts/alerts.ts";
import { useContract } from "../data/use-contract.ts";
import { alertsUrl } from "./alert-filter.ts";

/** How many alerts are open: the figure in the navigation. */
export function useOpenAlerts(): number {
  return useContract(alertsUrl("open"), alertList, { refreshInterval: 20_000 }).data?.open ?? 0;
}
