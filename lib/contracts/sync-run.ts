// GET /api/quickbooks/sync/[syncId] and the lists of runs: one shape wherever a run is shown.

import { z } from "zod";

import { syncKinds, syncStates, syncStepStates, syncTriggers } from "#lib/books/sync-run.ts";
import { parseCalendarDate } from "#lib/core/calendar-date.ts";
import { companyNames, requireCompanyNamed } from "./inputs/company-named.ts";
import { cursorInput } from "./inputs/cursor-input.ts";
import { dayInput } from "./inputs/day-input.ts";
import { day, instant } from "./inputs/instant.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";
import { sourceIdInput } from "./inputs/source-id-input.ts";

export const syncKind = z.enum(syncKinds);
export const syncTrigger = z.enum(syncTriggers);
export const syncState = z.enum(syncStates);
export const syncStepState = z.enum(syncStepStates);

/** What went wrong: the sentence for a person, and what support would ask for. */
export const syncError = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.string().nullable(),
  intuitTid: z.string().nullable(),
});

const counts = z.object({
  seen: z.int(),
  created: z.int(),
  changed: z.int(),
  /** Only derived figures moved (balances, quantities): stored, not an edit. */
  derivedOnly: z.int(),
  unchanged: z.int(),
  deleted: z.int(),
  failed: z.int(),
});

export const syncRun = z.object({
  id: z.uuid(),
  companyId: z.uuid(),
  companyName: z.string(),
  kind: syncKind,
  trigger: syncTrigger,
  state: syncState,
  requestedBy: z.string().nullable(),
  /** Empty: all that the company keeps. */
  types: z.array(recordTypeName),
  /** Single records that were asked for; 0 for a run over whole types. */
  recordsAskedFor: z.int(),
  /** Days of documents that are read again, both inclusive; null when none were asked for. */
  dates: z.object({ from: day.nullable(), to: day.nullable() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  attempts: z.int(),
  apiCalls: z.int(),
  meteredCalls: z.int(),
  /** By the company's own earlier runs of this kind; null when there are none, and once it has ended. */
  estimatedCompletionAt: instant.nullable(),
  /** Null while it is not known how many there are. */
  expected: z.int().nullable(),
  counts,
  typesDone: z.int(),
  typesTotal: z.int(),
  error: syncError.nullable(),
});
export type SyncRun = z.infer<typeof syncRun>;
export type SyncState = SyncRun["state"];
export type SyncKind = SyncRun["kind"];
export type SyncTrigger = SyncRun["trigger"];

export const syncStep = z.object({
  recordType: recordTypeName,
  state: syncStepState,
  expected: z.int().nullable(),
  counts,
  sourceCount: z.int().nullable(),
  ourCount: z.int().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  error: syncError.nullable(),
  /** In words, when QuickBooks refused the usual question and a simpler one was asked; else null. */
  askedWithout: z.string().nullable(),
});
export type SyncStep = z.infer<typeof syncStep>;

export const syncRunWithSteps = syncRun.extend({
  steps: z.array(syncStep),
  /** Since when it has stood still, by its own heartbeat; null when it is not running. */
  heartbeatAt: instant.nullable(),
});
export type SyncRunWithSteps = z.infer<typeof syncRunWithSteps>;

/** Days of documents, both inclusive, under any of the names that clients give them; one may be left out. */
const dateRange = z
  .object({
    from: dayInput.nullish(),
    to: dayInput.nullish(),
    start: dayInput.nullish(),
    end: dayInput.nullish(),
    startDate: dayInput.nullish(),
    endDate: dayInput.nullish(),
  })
  .transform((range) => ({
    from: range.from ?? range.start ?? range.startDate ?? null,
    to: range.to ?? range.end ?? range.endDate ?? null,
  }))
  .refine(({ from, to }) => from !== null || to !== null, "Name the first day, the last day, or both.")
  .refine(({ from, to }) => from === null || to === null || from <= to, "The first day is after the last.")
  .transform(({ from, to }) => ({
    from: from === null ? null : parseCalendarDate(from),
    to: to === null ? null : parseCalendarDate(to),
  }));

/** POST /api/quickbooks/sync. `organizationId` and `syncType` are the guide's names for `companyId` and `kind`. */
export const requestSyncBody = z
  .object({
    ...companyNames,
    /** repair: Ids and versions are compared with QuickBooks', and what differs is fetched. */
    kind: syncKind.optional(),
    syncType: syncKind.optional(),
    types: z.array(recordTypeName).max(100).optional(),
    records: z
      .array(z.object({ recordType: recordTypeName, sourceId: sourceIdInput }))
      .max(100)
      .optional(),
    /** Documents of these days are read again, whenever they were changed. */
    dateRange: dateRange.nullish(),
  })
  .refine(({ kind, syncType }) => !kind || !syncType || kind === syncType, {
    path: ["syncType"],
    message: "kind and syncType ask for two things.",
  })
  .transform((body, context) => ({
    companyId: requireCompanyNamed(body, context),
    kind: body.kind ?? body.syncType ?? "incremental",
    types: body.types,
    records: body.records,
    dates: body.dateRange ?? undefined,
  }));
/** 202: the run is stored and on the queue. */
export const requestSyncAnswer = z.object({
  success: z.literal(true),
  syncId: z.uuid(),
  /** False when it joined a run that still waited. */
  isNew: z.boolean(),
  /** By the company's own earlier runs of this kind; null when there are none. */
  estimatedCompletion: instant.nullable(),
});

/** GET /api/companies/[companyId]/syncs */
export const syncRunsQuery = z.object({
  state: syncState.optional(),
  before: cursorInput.optional(),
});
export const syncRunList = z.object({
  runs: z.array(syncRun),
  /** Pass as `before` for the runs that came earlier; null at the end. */
  nextBefore: z.string().nullable(),
});
export type SyncRunList = z.infer<typeof syncRunList>;
