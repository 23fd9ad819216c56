import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { countCallsSql, type CallCounts } from "./call-counts.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";

/** Where a resumed backfill of a type goes on. */
export interface WindowCursor {
  readonly windowAt: Date;
  readonly windowOffset: number;
}

export interface Advance {
  readonly recordType: RecordType;
  readonly counts: RecordCounts;
  /** How many more records of the type are live than before; less than none after deletions. */
  readonly delta: number;
  /** Records that the step has now dealt with, without those it met twice. */
  readonly seen: number;
  readonly cursor?: WindowCursor | undefined;
}

/**
 * Adds a page to its run and to the type's live count, moves the step's cursor and counts the calls, in
 * the transaction that wrote the page. Last before its commit: it locks the run's row, which the other
 * types' pages need too.
 *
 * @throws AppError `sync.lease_lost` when another attempt holds the run, or it was cancelled: the
 * caller's transaction must roll back.
 */
export async function advanceRun(
  sql: TenantSql,
  lease: RunLease,
  advance: Advance,
  calls: CallCounts,
): Promise<void> {
  const { counts, cursor } = advance;
  const { rowCount } = await sql.query({
    name: "advance_run",
    text: statement,
    values: [
      lease.syncId,
      lease.leaseToken,
      advance.seen,
      counts.created,
      counts.changed,
      counts.derivedOnly,
      counts.unchanged,
      counts.deleted,
      counts.failed,
      advance.recordType,
      cursor?.windowAt ?? null,
      cursor?.windowOffset ?? null,
      calls.metered,
      calls.free,
      calls.failed,
      calls.throttled,
      advance.delta,
      calls.requests,
      sql.organization,
      stepTransitions.createdBy("worked_on"),
    ],
  });
  if (rowCount === 0) throw new AppError("sync.lease_lost");
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET heartbeat_at = clock_timestamp(),
      records_seen = records_seen + $3::integer, records_created = records_created + $4::integer,
      records_changed = records_changed + $5::integer, records_derived_only = records_derived_only + $6::integer,
      records_unchanged = records_unchanged + $7::integer, records_deleted = records_deleted + $8::integer,
      records_failed = records_failed + $9::integer,
      api_calls = api_calls + $18::integer,
      metered_calls = metered_calls + $13::integer
    WHERE id = $1 AND organization_id = $19 AND lease_token = $2 AND state = 'running'
    RETURNING id, organization_id, company_id
  ), step AS (
    INSERT INTO quickbooks_sync_steps AS step (organization_id, company_id, sync_id, record_type, state, started_at,
      seen, created, changed, derived_only, unchanged, deleted, failed, window_at, window_offset)
    SELECT organization_id, company_id, id, $10, $20, now(), $3, $4, $5, $6, $7, $8, $9,
      $11::timestamptz, coalesce($12::integer, 0) FROM run
    ON CONFLICT (sync_id, record_type) DO UPDATE SET
      seen = step.seen + excluded.seen, created = step.created + excluded.created,
      changed = step.changed + excluded.changed, derived_only = step.derived_only + excluded.derived_only,
      unchanged = step.unchanged + excluded.unchanged, deleted = step.deleted + excluded.deleted,
      failed = step.failed + excluded.failed,
      window_at = coalesce(excluded.window_at, step.window_at),
      window_offset = CASE WHEN $12::integer IS NULL THEN step.window_offset ELSE excluded.window_offset END
    WHERE step.organization_id = excluded.organization_id
  ), live AS (
    INSERT INTO company_record_types AS known (organization_id, company_id, record_type, live_count)
    SELECT organization_id, company_id, $10, $17::integer FROM run WHERE $17::integer <> 0
    ON CONFLICT (company_id, record_type) DO UPDATE SET
      live_count = coalesce(known.live_count, 0) + excluded.live_count
    WHERE known.organization_id = excluded.organization_id
  ), meter AS (
    ${countCallsSql("run", 13)}
  )
  SELECT id FROM run`;
