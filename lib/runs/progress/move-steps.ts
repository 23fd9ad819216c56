// What happens to a run's steps, each as the table of transitions says. A step that the event leads nowhere from
// is left as it is.

import type { RecordType } from "#lib/books/record-type.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { stepTransitions, type StepEvent } from "#lib/books/transitions/step-transitions.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { withTenantAsyncCommit, type TenantSql } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";

export interface StepError {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly intuitTid: string | null;
}

/** Types that are about to be asked for. @throws AppError `sync.lease_lost` */
export async function startSteps(lease: RunLease, recordTypes: readonly RecordType[]): Promise<void> {
  await move(lease, recordTypes, "started", null);
}

/** Types that have been read to their end. @throws AppError `sync.lease_lost` */
export async function finishSteps(lease: RunLease, recordTypes: readonly RecordType[]): Promise<void> {
  await move(lease, recordTypes, "finished", null);
}

/** A type that met what speaks against it alone. @throws AppError `sync.lease_lost` */
export async function failStep(lease: RunLease, recordType: RecordType, error: StepError): Promise<void> {
  await move(lease, [recordType], "failed", error);
}

/** A type whose count differs, in the transaction that ends the run. One that was never begun has no step. */
export async function markStepDifferent(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  error: Omit<StepError, "intuitTid">,
): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_sync_steps SET state = $3, error_code = $4, error_detail = $5, finished_at = now()
     WHERE sync_id = $1 AND record_type = $2 AND organization_id = $6 AND state = ANY ($7)`,
    [
      lease.syncId,
      recordType,
      stepTransitions.targetOf("differed"),
      error.code,
      error.detail,
      sql.organization,
      stepTransitions.sourcesOf("differed"),
    ],
  );
}

/** What was still under way when the run ended well has been done. In the transaction that ends it. */
export async function closeSteps(sql: TenantSql, lease: RunLease): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_sync_steps SET state = $3, finished_at = now()
     WHERE sync_id = $1 AND organization_id = $2 AND state = ANY ($4)`,
    [
      lease.syncId,
      sql.organization,
      stepTransitions.targetOf("run_ended"),
      stepTransitions.sourcesOf("run_ended"),
    ],
  );
}

async function move(
  lease: RunLease,
  recordTypes: readonly RecordType[],
  event: StepEvent,
  error: StepError | null,
): Promise<void> {
  if (recordTypes.length === 0) return;
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await moveSteps(sql, lease, recordTypes, event, error);
  });
}

/** In the caller's transaction, which has made sure of the lease. */
export async function moveSteps(
  sql: TenantSql,
  lease: RunLease,
  recordTypes: readonly RecordType[],
  event: StepEvent,
  error: StepError | null = null,
): Promise<void> {
  const state = stepTransitions.targetOf(event);
  await sql.query({
    name: "move_steps",
    text: statement,
    values: [
      sql.organization,
      lease.companyId,
      lease.syncId,
      recordTypes,
      state,
      state !== "pending" && state !== "running",
      error?.code ?? null,
      error?.detail ?? null,
      error?.intuitTid ?? null,
      stepTransitions.sourcesOf(event),
    ],
  });
}

const statement = `
  INSERT INTO quickbooks_sync_steps AS step (organization_id, company_id, sync_id, record_type, state, started_at,
    finished_at, error_code, error_detail, intuit_tid)
  SELECT $1, $2, $3, record_type, $5, now(), CASE WHEN $6::boolean THEN now() END, $7, $8, $9
  FROM unnest($4::text[]) AS record_type
  ON CONFLICT (sync_id, record_type) DO UPDATE SET state = excluded.state,
    started_at = coalesce(step.started_at, excluded.started_at),
    finished_at = coalesce(excluded.finished_at, step.finished_at),
    error_code = coalesce(excluded.error_code, step.error_code),
    error_detail = coalesce(excluded.error_detail, step.error_detail),
    intuit_tid = coalesce(excluded.intuit_tid, step.intuit_tid)
  WHERE step.organization_id = excluded.organization_id AND step.state = ANY ($10)`;
