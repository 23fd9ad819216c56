// GET and POST /api/companies/[companyId]/failures: records that could not be imported.

import { z } from "zod";

import { instant } from "./inputs/instant.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";
import { textInput } from "./inputs/text-input.ts";

export const recordFailureState = z.enum(["open", "resolved", "ignored"]);

export const recordFailure = z.object({
  id: z.uuid(),
  recordType: recordTypeName,
  /** "" when even the Id could not be read. */
  sourceId: z.string(),
  reason: z.string(),
  detail: z.string(),
  source: z.json(),
  attempts: z.int(),
  state: recordFailureState,
  firstSeenAt: instant,
  lastSeenAt: instant,
});
export type RecordFailure = z.infer<typeof recordFailure>;

export const recordFailuresQuery = z.object({
  recordType: recordTypeName.optional(),
  reason: textInput({ max: 200 }).optional(),
  state: recordFailureState.default("open"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type RecordFailuresQuery = z.infer<typeof recordFailuresQuery>;

export const recordFailureList = z.object({
  failures: z.array(recordFailure),
  matching: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** Open ones, by type and reason: what "all of a kind" means. */
  kinds: z.array(z.object({ recordType: recordTypeName, reason: z.string(), count: z.int() })),
});
export type RecordFailureList = z.infer<typeof recordFailureList>;

/** POST …/failures/retry: some, or all open ones of a kind. */
export const retryFailuresBody = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }),
  z.strictObject({ recordType: recordTypeName, reason: textInput({ max: 200 }).optional() }),
]);
export type RetryFailures = z.infer<typeof retryFailuresBody>;
export const retryFailuresAnswer = z.object({ records: z.int(), syncId: z.uuid() });

/** POST …/failures/ignore */
export const ignoreFailuresBody = z.object({ ids: z.array(z.uuid()).min(1).max(500) });
export const ignoreFailuresAnswer = z.object({ records: z.int() });
