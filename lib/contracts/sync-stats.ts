// GET /api/admin/quickbooks/sync-stats: the firm's sync dashboard in one answer.

import { z } from "zod";

import { parseCompanyId } from "#lib/core/ids.ts";
import { connectionState } from "./connection-state.ts";
import { day, instant } from "./inputs/instant.ts";
import { syncKind, syncRun, syncState } from "./sync-run.ts";
import { timeZoneInput } from "./inputs/time-zone-input.ts";

export const syncStatsQuery = z.object({
  /** Whose midnight days begin at: the reader's own, by IANA's name. */
  timeZone: timeZoneInput.default("UTC"),
});

export const syncDay = z.object({
  day,
  succeeded: z.int(),
  incomplete: z.int(),
  failed: z.int(),
  /** Of the day's runs that ended; null when none did. */
  averageMs: z.number().nullable(),
});
export type SyncDay = z.infer<typeof syncDay>;

export const callDay = z.object({ day, metered: z.int() });
export type CallDay = z.infer<typeof callDay>;

/** A company whose last ended run went wrong. */
export const failingSync = z.object({
  run: syncRun,
  /** Null: never connected. Says whether trying again can help. */
  connection: connectionState.nullable(),
  /** A later run already waits or is under way. */
  underWay: z.boolean(),
});
export type FailingSync = z.infer<typeof failingSync>;

/** The same figures under the names of the setup guide for integrators. */
const guideStats = z.object({
  activeConnections: z.int(),
  /** Ended since midnight in the reader's zone. */
  dailySyncs: z.int(),
  /** Percent of the last 7 days' runs, with one decimal; null when nothing has ended. */
  successRate: z.number().nullable(),
  /** Seconds, with one decimal, of the last 7 days' runs. */
  avgSyncTime: z.number().nullable(),
  recentSyncs: z.array(
    z.object({
      id: z.uuid(),
      organizationId: z.uuid(),
      organizationName: z.string(),
      syncType: syncKind,
      status: syncState,
      startedAt: instant.nullable(),
      completedAt: instant.nullable(),
      recordsProcessed: z.int(),
      recordsSuccess: z.int(),
      recordsFailed: z.int(),
    }),
  ),
  recentErrors: z.array(
    z.object({
      syncId: z.uuid(),
      organizationId: z.uuid(),
      organizationName: z.string(),
      code: z.string(),
      message: z.string(),
      occurredAt: instant.nullable(),
    }),
  ),
});
export type GuideStats = z.infer<typeof guideStats>;

export const syncStats = guideStats.extend({
  at: instant,
  /** When a worker's clock last ticked; null when none ever did. Without a worker nothing is synced. */
  workerHeardAt: instant.nullable(),
  connections: z.object({
    /** Connected and in use: what "active" means. */
    active: z.int(),
    companies: z.int(),
    byState: z.record(connectionState, z.int()),
  }),
  /** Since midnight in the reader's zone; runs that have ended. */
  today: z.object({
    succeeded: z.int(),
    incomplete: z.int(),
    failed: z.int(),
    records: z.int(),
  }),
  /** Of the last 7 days, today included; null when nothing has ended. Cancelled runs count neither way. */
  week: z.object({
    ended: z.int(),
    successRate: z.number().nullable(),
    averageMs: z.number().nullable(),
    averageFullMs: z.number().nullable(),
    averageChangesMs: z.number().nullable(),
  }),
  /** The last 30 days, every day present, today last. */
  days: z.array(syncDay),
  /** The longest under way first, up to a limit; `underWay` counts all. */
  running: z.array(syncRun),
  underWay: z.int(),
  queued: z.int(),
  awaitingApproval: z.int(),
  recent: z.array(syncRun),
  /** What failed before what is merely incomplete, up to a limit; the counts are of all. */
  failing: z.array(failingSync),
  failedCompanies: z.int(),
  incompleteCompanies: z.int(),
  calls: z.object({
    /** The firm's own, in the present month (UTC). */
    used: z.int(),
    today: z.int(),
    /** Of all firms that share the app, which is what Intuit counts and what the brake goes by. */
    usedByAll: z.int(),
    allowance: z.int(),
    forecast: z.int(),
    monthEndsAt: instant,
    /** over_quota: the firm has used its own share, whatever the others have left. */
    state: z.enum(["fine", "warning", "throttled", "over_quota"]),
    /** Shares of the allowance from which on there is a warning, and scheduled syncs slow down. */
    warnAtShare: z.number(),
    throttleAtShare: z.number(),
    /** The firm's last 30 days (UTC), every day present, today last. */
    days: z.array(callDay),
  }),
  circuit: z.object({
    state: z.enum(["closed", "open"]),
    since: instant.nullable(),
    tryAgainAt: instant.nullable(),
    message: z.string(),
  }),
  webhooks: z.object({ waiting: z.int(), dead: z.int(), received24h: z.int() }),
});
export type SyncStats = z.infer<typeof syncStats>;

/** POST /api/admin/quickbooks/retry: a new run of the same kind for companies whose last one went wrong. */
export const retryRequest = z.object({
  /** Left out: every company whose last run failed. */
  companyIds: z.array(z.uuid().transform(parseCompanyId)).min(1).max(1000).optional(),
});
export const retryAnswer = z.object({
  started: z.int(),
  /** Not asked again: QuickBooks does not let us in, or a run is under way already. */
  leftOut: z.int(),
});
