// GET /api/companies: the firm's list, a page at a time, with counts of every status.

import { z } from "zod";

import { connectionState } from "./connection-state.ts";
import { instant } from "./inputs/instant.ts";
import { syncKind, syncState } from "./sync-run.ts";
import { textInput } from "./inputs/text-input.ts";

/** Where a company stands, in the order in which a person should look at them. */
export const companyStatuses = ["attention", "syncing", "current", "paused", "not_connected"] as const;
export const companyStatus = z.enum(companyStatuses);
export type CompanyStatus = z.infer<typeof companyStatus>;

export const companySorts = ["attention", "name", "synced", "records"] as const;
export const companySort = z.enum(companySorts);

export const companiesPageSize = 50;

export const companiesQuery = z.object({
  search: textInput({ max: 200, trimmed: true }).default(""),
  status: companyStatus.optional(),
  sort: companySort.default("attention"),
  direction: z.enum(["asc", "desc"]).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type CompaniesQuery = z.infer<typeof companiesQuery>;

/** What a person should see to, worst first. `count` where there can be several. */
export const attentionKind = z.enum([
  "reconnect",
  "subscription_lapsed",
  "approve_deletions",
  "sync_failed",
  "counts_differ",
  "records_rejected",
  "overdue",
  "consent_ends",
]);
export type AttentionKind = z.infer<typeof attentionKind>;
export const attention = z.object({ kind: attentionKind, count: z.int().nullable() });
export type Attention = z.infer<typeof attention>;

export const companySummary = z.object({
  id: z.uuid(),
  name: z.string(),
  /** As QuickBooks calls it, when that differs. */
  quickbooksName: z.string().nullable(),
  status: companyStatus,
  /** Null: never connected. */
  connection: connectionState.nullable(),
  lastSyncedAt: instant.nullable(),
  nextSyncAt: instant.nullable(),
  active: z
    .object({
      syncId: z.uuid(),
      kind: syncKind,
      state: syncState,
      seen: z.int(),
      expected: z.int().nullable(),
    })
    .nullable(),
  records: z.int(),
  attention: z.array(attention),
});
export type CompanySummary = z.infer<typeof companySummary>;

export const companyList = z.object({
  companies: z.array(companySummary),
  /** Of those that match the search and the status. */
  matching: z.int(),
  /** Of those that match the search. */
  statuses: z.record(companyStatus, z.int()),
  /** All that the actor may open. */
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});
export type CompanyList = z.infer<typeof companyList>;
