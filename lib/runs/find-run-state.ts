import { withTenant } from "#lib/db/scope.ts";
import type { SyncState } from "#prisma/generated/enums.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** The state of a run whose lease this process no longer holds; null when there is no such run. */
export async function findRunState(lease: RunLease): Promise<SyncState | null> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<{ state: SyncState }>(
      "SELECT state FROM quickbooks_syncs WHERE id = $1 AND organization_id = $2",
      [lease.syncId, sql.organization],
    ),
  );
  return rows[0]?.state ?? null;
}
