// GET /api/companies/[companyId]: the connection, what is under way, and every type of record.

import { z } from "zod";

import { leastMinutes } from "#lib/books/sync-interval.ts";
import { attention, companyStatus } from "./companies.ts";
import { connectionState } from "./connection-state.ts";
import { dayInput } from "./inputs/day-input.ts";
import { day, instant } from "./inputs/instant.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";
import { syncRun } from "./sync-run.ts";
import { textInput } from "./inputs/text-input.ts";
import { timeZoneInput } from "./inputs/time-zone-input.ts";

export const syncSchedule = z.enum(["daily", "hourly", "custom", "paused"]);

export const connectionDetail = z.object({
  id: z.uuid(),
  state: connectionState,
  cause: z.string().nullable(),
  since: instant,
  companyName: z.string().nullable(),
  environment: z.enum(["sandbox", "production"]),
  connectedBy: z.string().nullable(),
  connectedAt: instant,
  consentedAt: instant,
  disconnectedAt: instant.nullable(),
  /** Unless it is used before: then Intuit moves it on. */
  accessEndsAt: instant.nullable(),
  /** Whatever happens: a person must consent again by then. */
  consentEndsAt: instant.nullable(),
  refreshedAt: instant.nullable(),
});
export type ConnectionDetail = z.infer<typeof connectionDetail>;

export const recordTypeStatus = z.object({
  recordType: recordTypeName,
  /** False when the firm chose not to keep it. */
  selected: z.boolean(),
  /** Null until QuickBooks has been asked. */
  offered: z.boolean().nullable(),
  notOfferedWhy: z.string().nullable(),
  /** When QuickBooks was last asked for a type that it does not offer. */
  lastAskedAt: instant.nullable(),
  /** Held now and not marked as deleted; null until some were. */
  liveCount: z.int().nullable(),
  /** QuickBooks' own count when it was last asked; null with a time when it has none that compares. */
  sourceCount: z.int().nullable(),
  /** What was held at that moment of what QuickBooks counts. */
  ourCount: z.int().nullable(),
  countedAt: instant.nullable(),
  currentAsOf: instant.nullable(),
  backfilledAt: instant.nullable(),
  lastError: z.string().nullable(),
  openFailures: z.int(),
});
export type RecordTypeStatus = z.infer<typeof recordTypeStatus>;

export const syncSettings = z.object({
  schedule: syncSchedule,
  everyMinutes: z.int().nullable(),
  /** Hour of the day in the company's time zone, 0 to 23. */
  quietHour: z.int(),
  /** Empty: all that QuickBooks offers. */
  selectedTypes: z.array(recordTypeName),
  fromOn: day.nullable(),
  massDeletionPercent: z.int(),
});
export type SyncSettings = z.infer<typeof syncSettings>;

export const companyDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  legalName: z.string().nullable(),
  country: z.string().nullable(),
  homeCurrency: z.string().nullable(),
  timeZone: z.string(),
  subscription: z.string().nullable(),
  booksClosedOn: day.nullable(),
  status: companyStatus,
  attention: z.array(attention),
  connection: connectionDetail.nullable(),
  settings: syncSettings,
  lastSyncedAt: instant.nullable(),
  nextSyncAt: instant.nullable(),
  /** Running, else waiting to run. */
  active: syncRun.nullable(),
  /** Stopped until a person decides. */
  awaitingApproval: syncRun.nullable(),
  lastRun: syncRun.nullable(),
  types: z.array(recordTypeStatus),
  records: z.int(),
  openFailures: z.int(),
});
export type CompanyDetail = z.infer<typeof companyDetail>;

/** PATCH /api/companies/[companyId]/settings: what is left out stays as it is. */
export const changeSettingsBody = z
  .object({
    name: textInput({ min: 1, max: 200, trimmed: true }),
    timeZone: timeZoneInput,
    schedule: syncSchedule,
    everyMinutes: z
      .int()
      .min(leastMinutes, `At most every ${leastMinutes} minutes.`)
      .max(10_080, "At least once a week."),
    quietHour: z.int().min(0).max(23),
    selectedTypes: z.array(recordTypeName).max(100),
    fromOn: dayInput.nullable(),
    massDeletionPercent: z.int().min(1, "At least 1 %.").max(100, "At most 100 %."),
  })
  .partial();
export type ChangeSettings = z.infer<typeof changeSettingsBody>;
