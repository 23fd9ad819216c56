import type { RecordType } from "#lib/books/record-type.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { withTenant } from "#lib/db/scope.ts";
import { resolveFailures } from "#lib/store/record-failures.ts";
import { markDeleted, type Deletion } from "#lib/store/write/mark-deleted.ts";
import { noCounts } from "#lib/store/write/record-counts.ts";
import { advanceRun } from "../progress/advance-run.ts";
import type { CallCounts } from "../progress/call-counts.ts";

/**
 * Marks records as deleted and counts them on the run, in one transaction. Returns how many were marked.
 *
 * @throws AppError `sync.lease_lost` when the run is no longer this attempt's; nothing was written.
 */
export async function commitDeletions(
  lease: RunLease,
  recordType: RecordType,
  deletions: readonly Deletion[],
  calls: CallCounts,
): Promise<number> {
  return withTenant(lease.organizationId, async (sql) => {
    const deleted = await markDeleted(sql, lease, recordType, deletions);
    const ids = deletions.map((one) => one.sourceId);
    await resolveFailures(sql, lease, recordType, ids);
    const counts = { ...noCounts, deleted };
    await advanceRun(sql, lease, { recordType, counts, delta: -deleted, seen: deleted }, calls);
    return deleted;
  });
}
