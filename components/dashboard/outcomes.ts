import type { SyncDay } from "#lib/contracts/sync-stats.ts";

export type OutcomeKey = Extract<keyof SyncDay, "succeeded" | "incomplete" | "failed">;

/** How a run can end, from the bottom of a bar upwards. */
export const outcomes = [
  { key: "succeeded", word: "Succeeded" },
  { key: "incomplete", word: "Incomplete" },
  { key: "failed", word: "Failed" },
] as const satisfies readonly { key: OutcomeKey; word: string }[];
