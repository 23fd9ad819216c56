// How a run leaves its holder. Each way checks the lease, counts the last calls, and lets the
// company's next waiting run start, all in one transaction that is on disk before it returns.

import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { parseSyncId, type CompanyId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { countCallsSql, type CallCounts } from "./progress/call-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { runTransitions, type RunEvent } from "#lib/books/transitions/run-transitions.ts";

export interface RunError {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly intuitTid: string | null;
}

export interface RunEnd {
  readonly state: "succeeded" | "incomplete" | "failed" | "awaiting_approval";
  readonly error: RunError | null;
  readonly calls: CallCounts;
  /** Moved only by a run that read every type in step from the old cursor on. */
  readonly changesCursorAt: Date | null;
}

/** @throws AppError `sync.lease_lost` */
export async function endRun(
  lease: RunLease,
  end: RunEnd,
  also?: (sql: TenantSql) => Promise<void>,
): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await leave(sql, lease, eventOf[end.state], end);
    // Each round of a run rejects the same records again; what it ends with is how many they are.
    await sql.query(
      `UPDATE quickbooks_syncs SET records_failed = (
         SELECT count(*) FROM record_failures
          WHERE sync_id = $1 AND company_id = $2 AND organization_id = $3 AND state <> 'resolved')
       WHERE id = $1 AND organization_id = $3 AND records_failed > 0`,
      [lease.syncId, lease.companyId, sql.organization],
    );
    await also?.(sql);
    if (end.state === "succeeded" || end.state === "incomplete") {
      await sql.query(
        `UPDATE companies SET
           last_synced_at = CASE WHEN $2 THEN now() ELSE last_synced_at END,
           changes_cursor_at = coalesce($3, changes_cursor_at)
         WHERE id = $1 AND organization_id = $4`,
        [lease.companyId, end.state === "succeeded", end.changesCursorAt, sql.organization],
      );
    }
    await wakeWaiting(sql, lease.companyId);
  });
}

export interface Postponement {
  readonly at: Date;
  readonly error: RunError;
  readonly calls: CallCounts;
  /** The attempt took something in: it does not count towards the number after which a run is given up. */
  readonly progressed: boolean;
}

/** Puts the run back on the queue: it goes on where it is, not before the time given. */
export async function postponeRun(lease: RunLease, postponement: Postponement): Promise<void> {
  const { at, error, calls, progressed } = postponement;
  await withTenant(lease.organizationId, async (sql) => {
    await leave(sql, lease, "postponed", { error, calls });
    if (progressed)
      await sql.query("UPDATE quickbooks_syncs SET attempts = 1 WHERE id = $1 AND organization_id = $2", [
        lease.syncId,
        sql.organization,
      ]);
    await wakeWaiting(sql, lease.companyId);
    const { kind, trigger } = await findRun(sql, lease);
    await enqueueSync(sql, { id: lease.syncId, kind, trigger }, { runAt: at });
  });
}

/** The process is ending: any other may take the run over at once. */
export async function releaseRun(lease: RunLease, calls: CallCounts): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await leave(sql, lease, "released", { error: null, calls });
    const { kind, trigger } = await findRun(sql, lease);
    await enqueueSync(sql, { id: lease.syncId, kind, trigger });
  });
}

const eventOf = {
  succeeded: "succeeded",
  incomplete: "fell_short",
  failed: "failed",
  awaiting_approval: "stopped_for_approval",
} as const satisfies Record<RunEnd["state"], RunEvent>;

async function leave(
  sql: TenantSql,
  lease: RunLease,
  event: (typeof eventOf)[RunEnd["state"]] | "postponed" | "released",
  { error, calls }: Pick<RunEnd, "error" | "calls">,
): Promise<void> {
  const state = runTransitions.targetOf(event);
  const finished = state === "succeeded" || state === "incomplete" || state === "failed";
  const { rowCount } = await sql.query(leaveStatement, [
    lease.syncId,
    lease.leaseToken,
    state,
    finished,
    error?.code ?? null,
    error?.detail ?? null,
    error?.intuitTid ?? null,
    calls.metered,
    calls.free,
    calls.failed,
    calls.throttled,
    calls.requests,
    sql.organization,
    runTransitions.sourcesOf(event),
  ]);
  if (rowCount === 0) throw new AppError("sync.lease_lost");
}

const leaveStatement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET state = $3, lease_token = NULL, metered_from = NULL,
      heartbeat_at = clock_timestamp(),
      finished_at = CASE WHEN $4 THEN now() END, error_code = $5, error_detail = $6, intuit_tid = $7,
      api_calls = api_calls + $12::integer,
      metered_calls = metered_calls + $8::integer
    WHERE id = $1 AND organization_id = $13 AND lease_token = $2 AND state = ANY ($14)
    RETURNING id, organization_id, company_id
  ), meter AS (${countCallsSql("run", 8)})
  SELECT id FROM run`;

interface WaitingRun {
  readonly id: string;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
}

async function findRun(sql: TenantSql, lease: RunLease): Promise<WaitingRun> {
  const { rows } = await sql.query<WaitingRun>(
    "SELECT id, kind, trigger FROM quickbooks_syncs WHERE id = $1 AND organization_id = $2",
    [lease.syncId, sql.organization],
  );
  const [run] = rows;
  if (!run) throw new AppError("sync.lease_lost");
  return run;
}

/**
 * Gives the company's waiting runs a job each. A run that found another one under way gave its job up,
 * for this is where it gets a new one. One that was put off keeps its time: two that QuickBooks throttles
 * would otherwise wake each other without end.
 */
export async function wakeWaiting(sql: TenantSql, companyId: CompanyId): Promise<void> {
  const { rows } = await sql.query<WaitingRun>(
    `SELECT id, kind, trigger FROM quickbooks_syncs AS run
     WHERE company_id = $1 AND organization_id = $2 AND state = 'queued'
       AND id NOT IN (SELECT postponed_runs($1))
     ORDER BY created_at`,
    [companyId, sql.organization],
  );
  for (const { id, kind, trigger } of rows) await enqueueSync(sql, { id: parseSyncId(id), kind, trigger });
}
