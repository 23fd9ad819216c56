// What an alert can be about, how much hangs on it, and what can have become of it.

import { AlertState } from "#prisma/generated/enums.ts";

export type { AlertState };

export const alertStates = Object.values(AlertState);

/** urgent: books stand still, or wait for a person. warning: they are current, and will not stay so by themselves. */
export type AlertSeverity = "urgent" | "warning";

export const alertSeverities = {
  reconnect_needed: "urgent",
  subscription_lapsed: "warning",
  grant_expiring: "warning",
  mass_deletion: "urgent",
  count_mismatch: "warning",
  stale: "warning",
  dead_events: "warning",
  error_rate: "urgent",
  call_budget: "urgent",
  circuit_open: "urgent",
} as const satisfies Record<string, AlertSeverity>;

export type AlertKind = keyof typeof alertSeverities;

/* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
export const alertKinds = Object.keys(alertSeverities) as readonly AlertKind[];

/** What a firm wants to be told of on a channel. */
export const alertCoverages = ["all", "urgent", "kinds"] as const;
export type AlertCoverage = (typeof alertCoverages)[number];

export interface Coverage {
  readonly covers: AlertCoverage;
  /** Heeded where `covers` is "kinds". */
  readonly kinds: readonly string[];
}

/** Whether a channel is told of the kind. Coverage `kinds` goes by the list alone, urgent or not. */
export function isCovered(kind: AlertKind, { covers, kinds }: Coverage): boolean {
  if (covers === "kinds") return kinds.includes(kind);
  return covers === "all" || alertSeverities[kind] === "urgent";
}
