// One CDC call for all types. It holds 1,000 objects at most, has no paging and does not say that it was
// cut, nor by which order; so a full answer is not believed, and the types are asked again in groups
// until each answer has room to spare. Source: Intuit's page on change data capture.

import type { RecordType } from "../books/record-type.ts";
import { isAppError, type AppError } from "../core/app-error.ts";
import { fetchChanges, type Changes } from "../quickbooks/changes.ts";
import { noteChangesRefused } from "../store/record-type-state.ts";
import type { RunContext } from "./run-context.ts";
import { splitTypes } from "./split-types.ts";

export type CollectedChanges =
  | ({ readonly kind: "collected" } & Collected)
  /** QuickBooks refused the whole question, as it does when it looks too far back. Nothing was given out. */
  | { readonly kind: "refused" };

interface Collected {
  /** QuickBooks' time of the earliest answer: what happened before it is covered. Null when none said. */
  readonly asOf: Date | null;
  /** Types with more changes than one answer holds. What was seen of them has been given out. */
  readonly overflowing: readonly RecordType[];
  /** Types that QuickBooks refused to report. */
  readonly refused: readonly RecordType[];
}

/**
 * Gives out the changes of all types since a time, an answer at a time, so that no more than one is held
 * in memory.
 */
export async function collectChanges(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
  take: (changes: Changes) => Promise<void>,
): Promise<CollectedChanges> {
  const overflowing: RecordType[] = [];
  const refused: RecordType[] = [];
  let asOf: Date | null = null;
  const waiting: (readonly RecordType[])[] = [recordTypes];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    const [first, ...others] = group;
    if (first === undefined) continue;
    const changes = await askFor(context, group, since);
    if (changes === null && group === recordTypes && (await isRefusedOutright(context, group, since))) {
      return { kind: "refused" };
    } else if (changes === null && others.length === 0) {
      refused.push(first);
    } else if (changes === null) {
      const middle = Math.ceil(group.length / 2);
      waiting.push(group.slice(0, middle), group.slice(middle));
    } else {
      asOf = earlier(asOf, changes.time);
      if (changes.maybeTruncated && others.length > 0) {
        waiting.push(...splitTypes(group, countPerType(changes)));
        continue;
      }
      if (changes.maybeTruncated) overflowing.push(first);
      await take(changes);
    }
  }
  for (const recordType of refused) {
    if (await isRefusedForGood(context, recordType, since))
      await noteChangesRefused(context.lease, recordType);
  }
  return { kind: "collected", asOf, overflowing, refused };
}

/** Whether the question itself is refused, and not one of the types in it. */
async function isRefusedOutright(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
): Promise<boolean> {
  // Every company has accounts, and no version of Intuit's page leaves them out.
  const probe: readonly RecordType[] = ["account"];
  if (recordTypes.length === 1) return true;
  return (await askFor(context, probe, since)) === null;
}

/** Null when QuickBooks refuses the question: one of the types is not to be had this way. */
async function askFor(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
): Promise<Changes | null> {
  try {
    return await fetchChanges(context.client, recordTypes, since, context.signal);
  } catch (thrown) {
    if (isRefusal(thrown)) return null;
    throw thrown;
  }
}

/**
 * Whether a type is to be asked for by itself from now on, and but once a day. A refusal that passes, or that
 * does not say why, leaves it where it is: in this run it is read by LastUpdatedTime all the same.
 */
async function isRefusedForGood(context: RunContext, recordType: RecordType, since: Date): Promise<boolean> {
  try {
    await fetchChanges(context.client, [recordType], since, context.signal);
    return false;
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return thrown.faultCode !== undefined;
  }
}

function isRefusal(thrown: unknown): thrown is AppError {
  if (!isAppError(thrown)) return false;
  // Code 10000: it stumbles over one of the records that it would have to show.
  return (
    thrown.code === "quickbooks.not_offered" ||
    thrown.code === "quickbooks.rejected" ||
    thrown.faultCode === "10000"
  );
}

function countPerType(changes: Changes): ReadonlyMap<RecordType, number> {
  const counts = new Map<RecordType, number>();
  for (const [recordType, records] of changes.changed) counts.set(recordType, records.length);
  for (const { recordType } of changes.deleted) counts.set(recordType, (counts.get(recordType) ?? 0) + 1);
  return counts;
}

function earlier(left: Date | null, right: Date | null): Date | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}
