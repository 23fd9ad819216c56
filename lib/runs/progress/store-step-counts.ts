import type { RunLease } from "#lib/books/run-lease.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { StoredCounts } from "#lib/store/types/store-counts.ts";

/** Keeps QuickBooks' counts beside ours on the run's steps; types without one are left out. */
export async function storeStepCounts(
  sql: TenantSql,
  lease: RunLease,
  counts: readonly StoredCounts[],
): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_sync_steps AS step SET source_count = noted.source_count, our_count = noted.our_count
     FROM unnest($2::text[], $3::integer[], $4::integer[]) AS noted (record_type, source_count, our_count)
     WHERE step.sync_id = $1 AND step.organization_id = $5 AND step.record_type = noted.record_type`,
    [
      lease.syncId,
      counts.map((one) => one.recordType),
      counts.map((one) => one.sourceCount),
      counts.map((one) => one.ourCount),
      sql.organization,
    ],
  );
}
