// Runs and their steps as SQL gives them and as the contract shows them.

import { isRecordType } from "#lib/books/record-type.ts";
import type { SyncKind, SyncRun, SyncState, SyncStep, SyncTrigger } from "#lib/contracts/sync-run.ts";
import { describeForm } from "#lib/quickbooks/query-form.ts";
import { failures } from "#lib/core/failures.ts";
import { readDates } from "#lib/runs/request/document-dates.ts";
import { estimatedCompletionSql } from "#lib/runs/request/estimated-completion.ts";

export interface SyncRunRow {
  readonly id: string;
  readonly company_id: string;
  readonly company_name: string;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
  readonly state: SyncState;
  readonly requested_by: string | null;
  readonly types: readonly string[];
  readonly records_asked_for: number;
  readonly transactions_from: string | null;
  readonly transactions_to: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly heartbeat_at: Date | null;
  readonly attempts: number;
  readonly api_calls: number;
  readonly metered_calls: number;
  readonly estimated_completion_at: Date | null;
  readonly records_expected: number | null;
  readonly records_seen: number;
  readonly records_created: number;
  readonly records_changed: number;
  readonly records_derived_only: number;
  readonly records_unchanged: number;
  readonly records_deleted: number;
  readonly records_failed: number;
  readonly types_done: number;
  readonly types_total: number;
  readonly error_code: string | null;
  readonly error_detail: string | null;
  readonly intuit_tid: string | null;
}

/** Give conditions and order on `s` (the run) and `c` (its company) behind it, the firm of `s` among them. */
export const selectSyncRuns = `
  SELECT s.*, c.name AS company_name, u.name AS requested_by,
         CASE jsonb_typeof(s.records) WHEN 'array' THEN jsonb_array_length(s.records) ELSE 0 END AS records_asked_for,
         steps.types_done, steps.types_total, ${estimatedCompletionSql("s")} AS estimated_completion_at
    FROM quickbooks_syncs s
    JOIN companies c ON c.id = s.company_id AND c.organization_id = s.organization_id
    LEFT JOIN users u ON u.id = s.requested_by_id
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE state NOT IN ('pending', 'running'))::int AS types_done, count(*)::int AS types_total
       FROM quickbooks_sync_steps WHERE sync_id = s.id AND organization_id = s.organization_id
   ) steps`;

/** Instants become ISO text. Types that this version does not know are left out. */
export function toSyncRun(row: SyncRunRow): SyncRun {
  return {
    id: row.id,
    companyId: row.company_id,
    companyName: row.company_name,
    kind: row.kind,
    trigger: row.trigger,
    state: row.state,
    requestedBy: row.requested_by,
    types: row.types.filter(isRecordType),
    recordsAskedFor: row.records_asked_for,
    dates: readDates(row.transactions_from, row.transactions_to),
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    attempts: row.attempts,
    apiCalls: row.api_calls,
    meteredCalls: row.metered_calls,
    estimatedCompletionAt: row.estimated_completion_at?.toISOString() ?? null,
    expected: row.records_expected,
    counts: {
      seen: row.records_seen,
      created: row.records_created,
      changed: row.records_changed,
      derivedOnly: row.records_derived_only,
      unchanged: row.records_unchanged,
      deleted: row.records_deleted,
      failed: row.records_failed,
    },
    typesDone: row.types_done,
    typesTotal: row.types_total,
    error: toSyncError(row),
  };
}

export interface SyncStepRow {
  readonly record_type: string;
  readonly state: SyncStep["state"];
  readonly expected: number | null;
  readonly seen: number;
  readonly created: number;
  readonly changed: number;
  readonly derived_only: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly failed: number;
  readonly source_count: number | null;
  readonly our_count: number | null;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly error_code: string | null;
  readonly error_detail: string | null;
  readonly intuit_tid: string | null;
  readonly omitted_clauses: readonly string[];
}

/** None for a type that this version of the program no longer knows. */
export function toSyncStep(row: SyncStepRow): SyncStep[] {
  const { record_type: recordType, state, expected } = row;
  if (!isRecordType(recordType)) return [];
  const { seen, created, changed, derived_only: derivedOnly, unchanged, deleted, failed } = row;
  return [
    {
      recordType,
      state,
      expected,
      counts: { seen, created, changed, derivedOnly, unchanged, deleted, failed },
      sourceCount: row.source_count,
      ourCount: row.our_count,
      startedAt: row.started_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
      error: toSyncError(row),
      askedWithout: describeForm(row.omitted_clauses),
    },
  ];
}

function toSyncError(row: Pick<SyncRunRow, "error_code" | "error_detail" | "intuit_tid">): SyncRun["error"] {
  if (row.error_code === null) return null;
  return {
    code: row.error_code,
    message: sentenceFor(row.error_code),
    detail: row.error_detail,
    intuitTid: row.intuit_tid,
  };
}

/** The sentence for a stored failure code; an older version may have stored one that is gone now. */
export function sentenceFor(code: string): string {
  return isErrorCode(code) ? failures[code].message : failures.internal.message;
}

function isErrorCode(code: string): code is keyof typeof failures {
  return Object.hasOwn(failures, code);
}
