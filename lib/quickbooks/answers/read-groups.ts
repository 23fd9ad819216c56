// The groups of a CDC answer. Intuit names a group by its records alone: one without any, and one that
// holds a fault, do not say which type they stand for. A type of which an answer does not tell for certain
// counts as not read, which costs a question more; taking silence for "no changes" would lose changes.

import type { RecordType } from "#lib/books/record-type.ts";
import type { AppError } from "#lib/core/app-error.ts";
import { recordTypeOfName } from "../entities.ts";
import { faultError, readFault } from "../faults/fault.ts";
import { isStub, readStub, type DeletedRecord } from "./read-stub.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

export interface ReadGroups {
  /** Only types with at least one changed record. Inactive and voided records are among them. */
  readonly changed: ReadonlyMap<RecordType, readonly WireRecord[]>;
  readonly deleted: readonly DeletedRecord[];
  /** Objects in the answer, stubs included. */
  readonly total: number;
  /** Asked types of which the answer does not tell what changed. What it shows of them is in the above. */
  readonly unread: readonly RecordType[];
  /** QuickBooks writes a group for each type, changed or not, and has written fewer than were asked for. */
  readonly isShort: boolean;
  /** Types with a group of their own. */
  readonly named: ReadonlySet<RecordType>;
  /** Groups that tell of a type, changed or not. */
  readonly groups: number;
  /** The first fault that stands in place of a group. */
  readonly fault: AppError | null;
}

interface Reading {
  readonly changed: Map<RecordType, WireRecord[]>;
  readonly deleted: DeletedRecord[];
  /** Types with a group of their own. */
  readonly named: Set<RecordType>;
  /** Types whose own group cannot be read, or not to its end. */
  readonly unreadable: Set<RecordType>;
  total: number;
  /** Groups without anything in them: each stands for a type without changes. */
  unchanged: number;
  /** Something that stands for one of the types, nobody can tell which. */
  hasMissingId: boolean;
  fault: AppError | null;
}

/** Reads every shape seen: groups in any order, empty ({}) or missing ones, several of one type, stubs only. */
export function readGroups(responses: unknown, asked: readonly RecordType[]): ReadGroups {
  const reading: Reading = {
    changed: new Map(),
    deleted: [],
    named: new Set(),
    unreadable: new Set(),
    total: 0,
    unchanged: 0,
    hasMissingId: !Array.isArray(responses),
    fault: null,
  };
  if (Array.isArray(responses)) responses.forEach((response: unknown) => readResponse(reading, response));
  const { changed, deleted, total, fault, named, unchanged } = reading;
  // One empty group alone is how Intuit's page shows that nothing changed, whatever was asked for.
  const namesNoType = named.size === 0 && unchanged === 1;
  const isShort = unchanged > 0 && !namesNoType && named.size + unchanged < asked.length;
  const isOpen = isShort || reading.hasMissingId;
  const unread = asked.filter(
    (recordType) => reading.unreadable.has(recordType) || (isOpen && !named.has(recordType)),
  );
  return { changed, deleted, total, unread, isShort, named, groups: named.size + unchanged, fault };
}

function readResponse(reading: Reading, response: unknown): void {
  const groups = isWireRecord(response) ? response["QueryResponse"] : undefined;
  if (isWireRecord(response)) noteFault(reading, response);
  if (!Array.isArray(groups)) reading.hasMissingId = true;
  else groups.forEach((group: unknown) => readGroup(reading, group));
}

const counting: ReadonlySet<string> = new Set(["startPosition", "maxResults", "totalCount"]);

function readGroup(reading: Reading, group: unknown): void {
  if (!isWireRecord(group)) {
    reading.hasMissingId = true;
    return;
  }
  const names = Object.keys(group).filter((name) => !counting.has(name));
  const members = names.filter((name) => recordTypeOfName(name) !== null || Array.isArray(group[name]));
  if (names.length === 0 && !(Number(group["maxResults"] ?? 0) > 0)) reading.unchanged += 1;
  else if (members.length === 0) reading.hasMissingId = true;
  for (const name of members) readList(reading, recordTypeOfName(name), group[name], group["maxResults"]);
  noteFault(reading, group);
}

function readList(reading: Reading, recordType: RecordType | null, list: unknown, size: unknown): void {
  if (recordType !== null) reading.named.add(recordType);
  const objects: readonly unknown[] = Array.isArray(list) ? list : [];
  reading.total += objects.length;
  // Types that we do not hold count towards the total and are passed over.
  if (recordType === null) return;
  if (!Array.isArray(list) || objects.length < Number(size ?? 0)) reading.unreadable.add(recordType);
  for (const object of objects) {
    if (!isWireRecord(object)) reading.unreadable.add(recordType);
    else if (isStub(object)) {
      const stub = readStub(recordType, object);
      if (stub) reading.deleted.push(stub);
      else reading.unreadable.add(recordType);
    } else {
      const known = reading.changed.get(recordType);
      if (known) known.push(object);
      else reading.changed.set(recordType, [object]);
    }
  }
}

/** A fault stands for a type without saying which, also beside a group that can be read. */
function noteFault(reading: Reading, group: WireRecord): void {
  const fault = readFault(group);
  if (!fault) return;
  reading.hasMissingId = true;
  reading.fault ??= faultError(fault, { status: 200, intuitTid: null });
}
