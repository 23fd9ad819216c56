// One CDC call for all types. It holds 1,000 objects at most, has no paging and does not say that it was
// cut, nor by which order; so a full answer is not believed, and the types are asked again in groups
// until each answer has room to spare. Source: Intuit's page on change data capture.

import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError, type AppError } from "#lib/core/app-error.ts";
import { fetchChanges, type Changes } from "#lib/quickbooks/changes.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { markNotInCdc } from "#lib/store/types/record-type-state.ts";
import type { RunContext } from "../run-context.ts";
import { splitTypes } from "../read/ask/split-types.ts";

export type CollectedChanges =
  | ({ readonly kind: "collected" } & Collected)
  /** QuickBooks refused the whole question, as it does when it looks too far back. Nothing was given out. */
  | { readonly kind: "rejected" };

interface Collected {
  /** QuickBooks' time of the earliest answer: what happened before it is covered. Null when none said. */
  readonly asOf: Date | null;
  /** Types of which the answers did not tell what changed; what was seen of them has been given out. */
  readonly unread: readonly RecordType[];
}

/** Types to be asked for together. */
interface Group {
  readonly types: readonly RecordType[];
  /** Asked for because an answer that stored more did not tell of them. */
  readonly again: boolean;
  /** That answer stored fewer groups than types: no group at all is then no answer either. */
  readonly strict: boolean;
}

/**
 * Gives out the changes of all types since a time, an answer at a time, so that no more than one is stored
 * in memory. Types of which an answer does not tell are asked for again, at last each by itself.
 */
export async function collectChanges(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
  take: (changes: Changes) => Promise<void>,
): Promise<CollectedChanges> {
  const unread: RecordType[] = [];
  const rejected: RecordType[] = [];
  let asOf: Date | null = null;
  const first: Group = { types: recordTypes, again: false, strict: false };
  const waiting = [first];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    const { types } = group;
    const [only] = types;
    if (only === undefined) continue;
    const changes = await askFor(context, types, since);
    if (changes === null) {
      if (group === first && (await isRejectedOutright(context, types, since))) return { kind: "rejected" };
      if (types.length === 1) rejected.push(only);
      else waiting.push(...halvesOf(group));
      continue;
    }
    asOf = earlier(asOf, changes.time);
    if (changes.maybeTruncated && types.length > 1) {
      waiting.push(...splitTypes(types, countPerType(changes)).map((part) => ({ ...group, types: part })));
      continue;
    }
    await take(changes);
    if (changes.maybeTruncated) unread.push(only);
    else waiting.push(...againOf(context, group, changes, unread));
  }
  for (const recordType of rejected) {
    if (await isRejectedForGood(context, recordType, since)) await markNotInCdc(context.lease, recordType);
  }
  return { kind: "collected", asOf, unread: [...unread, ...rejected] };
}

/** What to ask for because an answer did not tell of it. A type alone is left to a question of another kind. */
function againOf(
  context: RunContext,
  group: Group,
  changes: Changes,
  unread: RecordType[],
): readonly Group[] {
  const { named, groups } = changes;
  const isShort = changes.isShort || (group.strict && groups < group.types.length);
  const missing = group.types.filter((one) => changes.unread.includes(one) || (isShort && !named.has(one)));
  if (missing.length === 0) return [];
  const types = missing.map((recordType) => intuitEntity(recordType).queryName);
  context.log.info({ types, err: changes.fault }, "an answer of change data capture did not tell of these");
  // An answer that tells of nothing would tell no more of its parts.
  const isBlank = missing.length === group.types.length && groups === 0;
  if (group.again && (isBlank || missing.length === 1)) {
    unread.push(...missing);
    return [];
  }
  const next: Group = { types: missing, again: true, strict: group.strict || isShort };
  // Most faults pass: all are asked for together once more before they are taken apart.
  return group.again ? halvesOf(next) : [next];
}

function halvesOf(group: Group): readonly Group[] {
  const middle = Math.ceil(group.types.length / 2);
  return [group.types.slice(0, middle), group.types.slice(middle)].map((types) => ({ ...group, types }));
}

/** Whether the question itself is refused, and not one of the types in it. */
async function isRejectedOutright(
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
    if (isRejection(thrown)) return null;
    throw thrown;
  }
}

/**
 * Whether a type is to be asked for by itself from now on, and but once a day. A refusal that passes, or that
 * does not say why, leaves it where it is: in this run it is read by LastUpdatedTime all the same.
 */
async function isRejectedForGood(context: RunContext, recordType: RecordType, since: Date): Promise<boolean> {
  try {
    const { fault } = await fetchChanges(context.client, [recordType], since, context.signal);
    return fault !== null && isRejection(fault) && fault.failure.retry === "never";
  } catch (thrown) {
    if (!isRejection(thrown)) throw thrown;
    return thrown.faultCode !== undefined;
  }
}

function isRejection(thrown: unknown): thrown is AppError {
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
