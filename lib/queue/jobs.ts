// The catalogue of background jobs: what each is called, what it carries and how it is treated.
// Handlers live in lib/worker; whoever needs work done calls `enqueue` and knows only this folder.

import { z } from "zod";

import { parseCompanyId, parseOrganizationId, parseSyncId } from "#lib/core/ids.ts";

/**
 * Each lane has workers of its own, so a lane that is full delays no other.
 * prompt: somebody waits, or QuickBooks has just said that something changed. Seconds at most.
 * routine: what the clock starts. Minutes at most.
 * bulk: reads whole books. May take hours.
 */
export const lanes = ["prompt", "routine", "bulk"] as const;
export type Lane = (typeof lanes)[number];

export interface JobPolicy {
  readonly lane: Lane;
  /** Within its lane, the smaller number goes first. */
  readonly priority: number;
  /** Starts in all, those included that a dying worker cut short. */
  readonly maxAttempts: number;
  /**
   * What a second request for the same work does while the first still waits: `replace` moves it to the
   * new time, `preserve_run_at` leaves it where it was. One that has already started is never joined.
   */
  readonly keyMode: "replace" | "preserve_run_at";
}

interface JobDefinition extends JobPolicy {
  readonly payload: z.ZodType;
}

const company = z.object({ companyId: z.guid().transform(parseCompanyId) });
const sync = z.object({ syncId: z.guid().transform(parseSyncId) });
const nothing = z.object({});

/** High enough that only a job which kills its worker every time comes to an end. */
const untilDone = 1000;

export const jobs = {
  process_webhooks: {
    lane: "prompt",
    priority: 0,
    maxAttempts: untilDone,
    keyMode: "preserve_run_at",
    payload: company,
  },
  /** Before backfills and schedules: without it nothing else of the company can run. */
  refresh_grant: { lane: "prompt", priority: 10, maxAttempts: 10, keyMode: "replace", payload: company },
  verify_connection: { lane: "prompt", priority: 10, maxAttempts: 10, keyMode: "replace", payload: company },
  run_change_sync: {
    lane: "prompt",
    priority: 20,
    maxAttempts: untilDone,
    keyMode: "replace",
    payload: sync,
  },
  send_alert: {
    lane: "prompt",
    priority: 30,
    maxAttempts: 12,
    keyMode: "replace",
    payload: z.object({
      organizationId: z.guid().transform(parseOrganizationId),
      alertId: z.guid(),
      notice: z.enum(["opened", "recovered"]),
      /** Null: the firm's owners and admins. */
      channelId: z.guid().nullable(),
    }),
  },
  tell_operator: {
    lane: "prompt",
    priority: 30,
    maxAttempts: 12,
    keyMode: "replace",
    payload: z.object({
      notice: z.enum(["opened", "recovered"]),
      message: z.string(),
      channel: z.enum(["email", "webhook"]),
    }),
  },
  /** Intuit should hear of a disconnect even when it could not at the time. */
  revoke_grant: { lane: "prompt", priority: 40, maxAttempts: 12, keyMode: "replace", payload: company },
  run_scheduled_sync: {
    lane: "routine",
    priority: 0,
    maxAttempts: untilDone,
    keyMode: "replace",
    payload: sync,
  },
  check_alerts: {
    lane: "routine",
    priority: 10,
    maxAttempts: 3,
    keyMode: "preserve_run_at",
    payload: nothing,
  },
  retention: { lane: "routine", priority: 20, maxAttempts: 3, keyMode: "preserve_run_at", payload: nothing },
  run_full_sync: { lane: "bulk", priority: 0, maxAttempts: untilDone, keyMode: "replace", payload: sync },
} satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.output<(typeof jobs)[Name]["payload"]>;

/* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
export const jobNames = Object.keys(jobs) as readonly JobName[];
