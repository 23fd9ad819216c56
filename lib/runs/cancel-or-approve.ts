// What a person can do with a run that exists: stop it, or let a held one go on.

import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseCompanyId, type CompanyId, type SyncId, type UserId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { wakeWaiting } from "./end-run.ts";

/**
 * Cancels a run that waits, runs or is held. One that runs stops before its next commit; what it has
 * committed stays. In the scope of the run's firm.
 *
 * @throws AppError `request.not_found`, or `request.conflict` when the run has ended.
 */
export async function cancelSync(sql: TenantSql, syncId: SyncId): Promise<CompanyId> {
  const { rows } = await sql.query<{ company_id: string }>(
    `UPDATE quickbooks_syncs SET state = 'cancelled', finished_at = now(), lease_token = NULL
     WHERE id = $1 AND organization_id = $2 AND state IN ('queued', 'running', 'awaiting_approval') RETURNING company_id`,
    [syncId, sql.organization],
  );
  const [cancelled] = rows;
  if (!cancelled) throw await rejectionFor(sql, syncId, "This sync has ended already.");
  const company = parseCompanyId(cancelled.company_id);
  await wakeWaiting(sql, company);
  return company;
}

/**
 * Lets a held run go on and mark the deletions before which it stopped. In the scope of the run's firm.
 *
 * @throws AppError `request.not_found`, or `request.conflict` when the run is not held.
 */
export async function approveSync(sql: TenantSql, syncId: SyncId, approvedById: UserId): Promise<CompanyId> {
  const { rows } = await sql.query<{ company_id: string; kind: SyncKind; trigger: SyncTrigger }>(
    `UPDATE quickbooks_syncs SET state = 'queued', approved_by_id = $2, error_code = NULL, error_detail = NULL
     WHERE id = $1 AND organization_id = $3 AND state = 'awaiting_approval' RETURNING company_id, kind, trigger`,
    [syncId, approvedById, sql.organization],
  );
  const [approved] = rows;
  if (!approved) throw await rejectionFor(sql, syncId, "This sync does not wait for an approval.");
  await enqueueSync(sql, { id: syncId, kind: approved.kind, trigger: approved.trigger });
  return parseCompanyId(approved.company_id);
}

async function rejectionFor(sql: TenantSql, syncId: SyncId, why: string): Promise<AppError> {
  const { rowCount } = await sql.query(
    "SELECT FROM quickbooks_syncs WHERE id = $1 AND organization_id = $2",
    [syncId, sql.organization],
  );
  return rowCount === 0 ? new AppError("request.not_found") : new AppError("request.conflict", why);
}
