// GET /api/admin/quickbooks/sync-stats: the firm's sync dashboard in one answer.

import { z } from "zod";

import { connectionState } from "./connection-state.ts";
import { day, instant } from "./instant.ts";
import { syncRun } from "./sync-run.ts";

export const syncStatsQuery = z.object({
  /** Whose midnight "today" begins at: the reader's own zone. */
  timeZone: z.string().max(60).default("UTC"),
});

export const syncDay = z.object({
  day,
  succeeded: z.int(),
  incomplete: z.int(),
  failed: z.int(),
  averageMs: z.number().nullable(),
  meteredCalls: z.int(),
});
export type SyncDay = z.infer<typeof syncDay>;

export const syncStats = z.object({
  at: instant,
  connections: z.object({
    active: z.int(),
    companies: z.int(),
    byState: z.record(connectionState, z.int()),
  }),
  /** Since midnight in the reader's zone; runs that have ended. */
  today: z.object({
    ended: z.int(),
    succeeded: z.int(),
    incomplete: z.int(),
    failed: z.int(),
    records: z.int(),
  }),
  /** Of the last 7 days; null when nothing has ended. Cancelled runs count neither way. */
  week: z.object({ successRate: z.number().nullable(), averageMs: z.number().nullable(), ended: z.int() }),
  /** The last 30 days, every day present. */
  days: z.array(syncDay),
  running: z.array(syncRun),
  queued: z.int(),
  held: z.int(),
  recent: z.array(syncRun),
  /** Runs that ended badly and were not followed by a good one of the same company. */
  errors: z.array(syncRun),
  calls: z.object({
    usedThisMonth: z.int(),
    allowance: z.int(),
    forecast: z.int(),
    today: z.int(),
    state: z.enum(["normal", "warning", "brake"]),
  }),
  circuit: z.object({
    state: z.enum(["closed", "open", "half_open"]),
    since: instant.nullable(),
    says: z.string(),
  }),
  webhooks: z.object({ waiting: z.int(), dead: z.int(), received24h: z.int() }),
});
export type SyncStats = z.infer<typeof syncStats>;
