import { AppError } from "#lib/core/app-error.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/**
 * Locks the run for the caller's transaction, which may then write for it.
 *
 * @throws AppError `sync.lease_lost` when the run was cancelled or another attempt holds it.
 */
export async function assertLease(sql: TenantSql, lease: RunLease): Promise<void> {
  const { rowCount } = await sql.query({
    name: "hold_lease",
    text: `SELECT FROM quickbooks_syncs
           WHERE id = $1 AND organization_id = $3 AND lease_token = $2 AND state = 'running' FOR UPDATE`,
    values: [lease.syncId, lease.leaseToken, sql.organization],
  });
  if (rowCount !== 1) throw new AppError("sync.lease_lost");
}
