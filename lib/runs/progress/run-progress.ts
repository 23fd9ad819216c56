import type { RecordType } from "#lib/books/record-type.ts";
import { withTenantAsyncCommit } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** QuickBooks' time at which the run began to read. Kept, so that a resumed run still covers it. */
export async function storeReadFrom(lease: RunLease, readFromAt: Date): Promise<void> {
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query("UPDATE quickbooks_syncs SET read_from_at = $2 WHERE id = $1 AND organization_id = $3", [
      lease.syncId,
      readFromAt,
      sql.organization,
    ]);
  });
}

/** Where an incremental run begins to read. */
export async function storeChangesSince(lease: RunLease, changesSinceAt: Date): Promise<void> {
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      "UPDATE quickbooks_syncs SET changes_since_at = $2 WHERE id = $1 AND organization_id = $3",
      [lease.syncId, changesSinceAt, sql.organization],
    );
  });
}

/** Keeps what QuickBooks counts of each type on its step, and the sum of all steps for the run's progress. */
export async function storeExpected(
  lease: RunLease,
  expected: ReadonlyMap<RecordType, number>,
): Promise<void> {
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `UPDATE quickbooks_sync_steps AS step SET expected = counted.expected
       FROM unnest($2::text[], $3::integer[]) AS counted (record_type, expected)
       WHERE step.sync_id = $1 AND step.organization_id = $4 AND step.record_type = counted.record_type`,
      [lease.syncId, [...expected.keys()], [...expected.values()], sql.organization],
    );
    await sql.query(
      `UPDATE quickbooks_syncs SET records_expected =
         (SELECT sum(greatest(coalesce(expected, 0), seen))::integer FROM quickbooks_sync_steps
          WHERE sync_id = $1 AND organization_id = $2)
       WHERE id = $1 AND organization_id = $2`,
      [lease.syncId, sql.organization],
    );
  });
}
