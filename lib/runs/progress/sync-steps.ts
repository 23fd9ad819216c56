// The record types of a run, and how far each has come.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { withTenantAsyncCommit, type TenantSql } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export type StepState = "pending" | "running" | "done" | "not_offered" | "incomplete" | "failed";

export interface SyncStep {
  readonly recordType: RecordType;
  readonly state: StepState;
  readonly windowAt: Date | null;
  readonly windowOffset: number;
  readonly seen: number;
  readonly expected: number | null;
}

interface StepRow {
  readonly record_type: string;
  readonly state: StepState;
  readonly window_at: Date | null;
  readonly window_offset: number;
  readonly seen: number;
  readonly expected: number | null;
}

/**
 * The steps of a run, made on its first start. Later starts find them as far as they came; those that
 * had failed begin again where they stopped.
 */
export async function prepareSteps(
  lease: RunLease,
  recordTypes: readonly RecordType[],
): Promise<readonly SyncStep[]> {
  return withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `INSERT INTO quickbooks_sync_steps (organization_id, company_id, sync_id, record_type)
       SELECT $1, $2, $3, record_type FROM unnest($4::text[]) AS record_type
       ON CONFLICT (sync_id, record_type) DO UPDATE SET state = 'pending', finished_at = NULL,
         error_code = NULL, error_detail = NULL, intuit_tid = NULL
       WHERE quickbooks_sync_steps.state IN ('failed', 'incomplete')
         AND quickbooks_sync_steps.organization_id = excluded.organization_id`,
      [lease.organizationId, lease.companyId, lease.syncId, recordTypes],
    );
    const { rows } = await sql.query<StepRow>(
      `SELECT record_type, state, window_at, window_offset, seen, expected FROM quickbooks_sync_steps
       WHERE sync_id = $1 AND organization_id = $3 AND record_type = ANY ($2)`,
      [lease.syncId, recordTypes, sql.organization],
    );
    return rows.flatMap((row) =>
      isRecordType(row.record_type)
        ? [
            {
              recordType: row.record_type,
              state: row.state,
              windowAt: row.window_at,
              windowOffset: row.window_offset,
              seen: row.seen,
              expected: row.expected,
            },
          ]
        : [],
    );
  });
}

export interface StepChange {
  readonly state?: StepState;
  readonly expected?: number;
  readonly sourceCount?: number;
  readonly ourCount?: number;
  readonly error?: { readonly code: ErrorCode; readonly detail: string; readonly intuitTid: string | null };
}

/**
 * Several steps at once, without anything else about them.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function moveSteps(
  lease: RunLease,
  recordTypes: readonly RecordType[],
  state: "running" | "done",
): Promise<void> {
  if (recordTypes.length === 0) return;
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `UPDATE quickbooks_sync_steps SET state = $3::text, started_at = coalesce(started_at, now()),
         finished_at = CASE WHEN $3 = 'done' THEN now() ELSE finished_at END
       WHERE sync_id = $1 AND organization_id = $4 AND record_type = ANY ($2)`,
      [lease.syncId, recordTypes, state, sql.organization],
    );
  });
}

/** @throws AppError `sync.lease_lost` */
export async function changeStep(lease: RunLease, recordType: RecordType, change: StepChange): Promise<void> {
  const finished = change.state !== undefined && change.state !== "pending" && change.state !== "running";
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query({
      name: "change_step",
      text: `INSERT INTO quickbooks_sync_steps AS step (organization_id, company_id, sync_id, record_type, state,
               expected, source_count, our_count, error_code, error_detail, intuit_tid, started_at, finished_at)
             VALUES ($11, $12, $1, $2, coalesce($3::text, 'running'), $4::integer, $5::integer,
               $6::integer, $7::text, $8::text, $9::text, now(), CASE WHEN $10::boolean THEN now() END)
             ON CONFLICT (sync_id, record_type) DO UPDATE SET
               state = coalesce($3::text, step.state), expected = coalesce($4::integer, step.expected),
               source_count = coalesce($5::integer, step.source_count),
               our_count = coalesce($6::integer, step.our_count),
               error_code = coalesce($7::text, step.error_code),
               error_detail = coalesce($8::text, step.error_detail),
               intuit_tid = coalesce($9::text, step.intuit_tid), started_at = coalesce(step.started_at, now()),
               finished_at = CASE WHEN $10::boolean THEN now() ELSE step.finished_at END
             WHERE step.organization_id = excluded.organization_id`,
      values: [
        lease.syncId,
        recordType,
        change.state ?? null,
        change.expected ?? null,
        change.sourceCount ?? null,
        change.ourCount ?? null,
        change.error?.code ?? null,
        change.error?.detail ?? null,
        change.error?.intuitTid ?? null,
        finished,
        sql.organization,
        lease.companyId,
      ],
    });
  });
}

/** Within the transaction that ends the run, which has checked the lease. */
export async function failStep(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  failure: { readonly state: "incomplete" | "failed"; readonly code: ErrorCode; readonly detail: string },
): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_sync_steps SET state = $3, error_code = $4, error_detail = $5, finished_at = now()
     WHERE sync_id = $1 AND record_type = $2 AND organization_id = $6`,
    [lease.syncId, recordType, failure.state, failure.code, failure.detail, sql.organization],
  );
}

/** What was still under way when the run ended well has been done. */
export async function closeSteps(sql: TenantSql, lease: RunLease): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_sync_steps SET state = 'done', finished_at = now()
     WHERE sync_id = $1 AND organization_id = $2 AND state IN ('pending', 'running')`,
    [lease.syncId, sql.organization],
  );
}
