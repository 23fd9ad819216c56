import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import type { DeletedRecord } from "#lib/quickbooks/answers/read-stub.ts";
import { findLive } from "#lib/store/read/find-live.ts";
import { commitDeletions } from "#lib/runs/commit/commit-deletions.ts";
import type { Deletion } from "#lib/store/write/mark-deleted.ts";
import { askForRecords } from "../read/ask/ask-for-records.ts";
import type { RunContext } from "../run-context.ts";

type DeletionsByType = ReadonlyMap<RecordType, readonly Deletion[]>;

/**
 * Marks records as deleted that QuickBooks says are. One whose version is as new as its deletion is asked
 * for first, and so is one that is reported in an odd way: QuickBooks has been seen to report living
 * records as deleted.
 *
 * @throws AppError `sync.mass_deletion` before anything is marked
 */
export async function deleteReported(
  context: RunContext,
  reported: ReadonlyMap<RecordType, readonly DeletedRecord[]>,
): Promise<void> {
  const certain = new Map<RecordType, readonly Deletion[]>();
  const doubtful = new Map<RecordType, readonly string[]>();
  for (const [recordType, deletions] of reported) {
    const ids = deletions.map((one) => one.sourceId);
    const live = await findLiveOf(context, recordType, ids);
    const marked: Deletion[] = [];
    const asked = new Set<string>();
    for (const { sourceId, deletedAt } of deletions) {
      const heldAt = live.get(sourceId);
      if (deletedAt === null || (heldAt && heldAt >= deletedAt)) asked.add(sourceId);
      else if (heldAt) marked.push({ sourceId, deletedAt });
    }
    certain.set(recordType, marked);
    if (asked.size > 0) doubtful.set(recordType, [...asked]);
  }
  await markAllowed(context, certain);
  for (const [recordType, ids] of doubtful) await askForMissing(context, recordType, ids);
}

/**
 * Asks QuickBooks for records of ours that it did not show: those that it still has are imported, the
 * others are marked as deleted at the time of its answer.
 *
 * @throws AppError `sync.mass_deletion` before anything is marked
 */
export async function askForMissing(
  context: RunContext,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<void> {
  const missing = await askForRecords(context, recordType, sourceIds);
  const live = await findLiveOf(
    context,
    recordType,
    missing.map((one) => one.sourceId),
  );
  // What was never stored is not lost.
  const stored = missing.filter((one) => live.has(one.sourceId));
  const gone = stored.map(({ sourceId, missedAt }) => ({ sourceId, deletedAt: missedAt }));
  await markAllowed(context, new Map([[recordType, gone]]));
}

async function markAllowed(context: RunContext, deletions: DeletionsByType): Promise<void> {
  const count = [...deletions.values()].reduce((sum, list) => sum + list.length, 0);
  if (count === 0) return;
  await context.guard.allow(count);
  for (const [recordType, gone] of deletions) {
    if (gone.length > 0)
      await context.counter.store((calls) => commitDeletions(context.lease, recordType, gone, calls));
  }
}

async function findLiveOf(
  context: RunContext,
  recordType: RecordType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { organizationId, companyId } = context.lease;
  return withTenant(organizationId, (sql) => findLive(sql, companyId, recordType, ids));
}
