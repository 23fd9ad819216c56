"use client";

import { alertList, type AlertList } from "#lib/contracts/alerts.ts";
import { useContract } from "../data/use-contract.ts";

export const openAlertsAddress = "/api/alerts?state=open";

export function useAlerts(state: "open" | "recovered" | "dismissed", initial?: AlertList) {
  return useContract(`/api/alerts?state=${state}`, alertList, {
    refreshInterval: 20_000,
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}

/** How many things need a person: the figure in the navigation. */
export function useOpenAlerts(): number {
  return useContract(openAlertsAddress, alertList, { refreshInterval: 20_000 }).data?.open ?? 0;
}
