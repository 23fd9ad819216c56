import type { RecordType } from "../books/record-type.ts";
import { AppError } from "../core/app-error.ts";
import type { Sql } from "../db/scope.ts";
import { countCallsSql, type CallCounts } from "./call-counts.ts";
import type { RecordCounts } from "./record-counts.ts";
import type { RunLease } from "./run-lease.ts";

/** Where a resumed backfill of a type goes on. */
export interface WindowCursor {
  readonly windowAt: Date;
  readonly windowOffset: number;
}

export interface Advance {
  readonly recordType: RecordType;
  readonly counts: RecordCounts;
  /** Records that the step has now dealt with, without those it met twice. */
  readonly seen: number;
  readonly cursor?: WindowCursor | undefined;
}

/**
 * Adds a page to its run, moves the step's cursor and counts the calls, in the transaction that wrote
 * the page. Last before its commit: it locks the run's row, which the other types' pages need too.
 *
 * @throws AppError `sync.lease_lost` when another attempt holds the run, or it was cancelled: the
 * caller's transaction must roll back.
 */
export async function advanceRun(
  sql: Sql,
  lease: RunLease,
  advance: Advance,
  calls: CallCounts,
): Promise<void> {
  const { counts, cursor } = advance;
  const { rows } = await sql.query({
    name: "advance_run",
    text: statement,
    values: [
      lease.syncId,
      lease.leaseToken,
      advance.seen,
      counts.created,
      counts.changed,
      counts.touched,
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
    ],
  });
  if (rows.length === 0) throw new AppError("sync.lease_lost");
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET heartbeat_at = clock_timestamp(),
      records_seen = records_seen + $3, records_created = records_created + $4,
      records_changed = records_changed + $5, records_touched = records_touched + $6,
      records_unchanged = records_unchanged + $7, records_deleted = records_deleted + $8,
      records_failed = records_failed + $9,
      api_calls = api_calls + $13 + $14 + $15 + $16, metered_calls = metered_calls + $13
    WHERE id = $1 AND lease_token = $2 AND state = 'running'
    RETURNING id, organization_id, company_id
  ), step AS (
    UPDATE quickbooks_sync_steps step SET
      seen = step.seen + $3, created = step.created + $4, changed = step.changed + $5,
      touched = step.touched + $6, unchanged = step.unchanged + $7, deleted = step.deleted + $8,
      failed = step.failed + $9,
      window_at = coalesce($11::timestamptz, step.window_at),
      window_offset = coalesce($12::integer, step.window_offset)
    FROM run WHERE step.sync_id = run.id AND step.record_type = $10
  ), meter AS (
    ${countCallsSql("run", 13)}
  )
  SELECT id FROM run`;
