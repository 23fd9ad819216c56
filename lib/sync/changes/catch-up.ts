import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { changesReachMs } from "#lib/quickbooks/changes.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { collectChanges } from "./collect-changes.ts";
import { compareCounts } from "../reconcile/compare-counts.ts";
import { reconcileDifference } from "../reconcile/reconcile-difference.ts";
import { fetchQuickBooksTime } from "../read/ask/quickbooks-time.ts";
import { readWindow } from "../read/read-type.ts";
import type { RunContext } from "../run-context.ts";
import { runSteps, type FailedStep } from "../run-steps.ts";
import { ingestChanges } from "./ingest-changes.ts";

/**
 * How far behind its cursor a run reads again: Intuit does not say whether a change shows up in the very
 * second in which it is made. What is met twice costs a hash.
 */
export const overlapMs = 2 * 60 * 1000;

/** The same for a run that reads from where the last one ended and leaves the cursor where it is. */
export const briefOverlapMs = 15 * 1000;

export interface CaughtUp {
  /** All of the types that did not fail are complete as of this QuickBooks time. */
  readonly asOf: Date;
  readonly failed: readonly FailedStep[];
  /** Types that QuickBooks turned out not to offer: they are not complete as of any time. */
  readonly notOffered: readonly RecordType[];
  /** Types of which there may be more or fewer than before. */
  readonly moved: ReadonlySet<RecordType>;
}

/**
 * Brings types that were complete as of `since` up to now, deletions included, and reads what came in
 * `overlap` milliseconds before it again.
 *
 * @throws AppError `sync.cursor_in_future` when `since` lies after QuickBooks' own time: what a wrong
 * cursor would skip is lost without a trace, so it is not believed.
 */
export async function catchUp(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
  overlap = overlapMs,
): Promise<CaughtUp> {
  if (context.clock.now().getTime() - since.getTime() > changesReachMs) {
    return readFarBack(context, recordTypes, since, await fetchQuickBooksTime(context));
  }
  const from = overlapping(since, overlap);
  const moved = new Set<RecordType>();
  const collected = await collectChanges(context, recordTypes, from, async (changes) => {
    assertPast(since, changes.time);
    for (const recordType of await ingestChanges(context, changes)) moved.add(recordType);
  });
  if (collected.kind === "rejected") {
    const now = await fetchQuickBooksTime(context);
    assertPast(since, now);
    return readFarBack(context, recordTypes, since, now);
  }
  for (const recordType of collected.unread) moved.add(recordType);
  const asOf = collected.asOf ?? context.clock.now();
  return { asOf, moved, ...(await readChanged(context, collected.unread, from)) };
}

async function readFarBack(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
  asOf: Date,
): Promise<CaughtUp> {
  const moved = new Set(recordTypes);
  return { asOf, moved, ...(await readChanged(context, recordTypes, overlapping(since))) };
}

function overlapping(since: Date, overlap = overlapMs): Date {
  return new Date(since.getTime() - overlap);
}

/** @throws AppError `sync.cursor_in_future` */
export function assertPast(since: Date, now: Date | null): void {
  if (now !== null && since.getTime() - now.getTime() > overlapMs)
    throw new AppError("sync.cursor_in_future");
}

/**
 * The way without change data capture: what changed by LastUpdatedTime, and what was deleted by comparing
 * counts. All that exists having been imported, the counts are equal exactly when nothing was deleted.
 */
export async function readChanged(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
): Promise<Omit<CaughtUp, "asOf" | "moved">> {
  const { failed, notOffered } = await runSteps(context, recordTypes, async (recordType) => {
    const isSingle = intuitEntity(recordType).access === "singleton";
    await readWindow(context, recordType, isSingle ? {} : { updatedFrom: since });
    const counts = await compareCounts(context, recordType);
    if (counts && counts.sourceCount !== counts.ourCount) await reconcileDifference(context, counts);
  });
  return { failed, notOffered };
}
