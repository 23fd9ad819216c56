// Change data capture: one metered call for what changed in many types, deletions included.
// Source: Intuit's page on change data capture. It has no paging and no sign of truncation.

import type { RecordType } from "../books/record-type.ts";
import { AppError } from "../core/app-error.ts";
import type { QuickBooksClient } from "./client.ts";
import { intuitEntity, recordTypeOfName } from "./entities.ts";
import { readInstant, readObject, requireText } from "./wire/read-field.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

export interface DeletedRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** As Intuit says; null when the stub does not. */
  readonly deletedAt: Date | null;
}

export interface Changes {
  /** Only types with at least one changed record. Inactive and voided records are among them. */
  readonly changed: ReadonlyMap<RecordType, readonly WireRecord[]>;
  readonly deleted: readonly DeletedRecord[];
  /** Objects in the answer, stubs included. */
  readonly total: number;
  /** The answer is full: ask each type by LastUpdatedTime instead of believing that this is all. */
  readonly maybeTruncated: boolean;
  /** Intuit's clock when it answered; null when it did not say. */
  readonly time: Date | null;
}

/** Most objects that one answer can hold, over all types together. */
export const changesLimit = 1000;

/** Intuit looks back 30 days; a day is kept in reserve for clocks and time zones. */
export const changesReachMs = 29 * 24 * 60 * 60 * 1000;

/** @throws AppError `request.invalid` for a type that change data capture does not report. */
export async function fetchChanges(
  client: QuickBooksClient,
  recordTypes: readonly RecordType[],
  since: Date,
  signal?: AbortSignal,
): Promise<Changes> {
  const entities = recordTypes.map(intuitEntity);
  const outside = entities.find((entity) => !entity.inChanges);
  if (outside) throw new AppError("request.invalid", `${outside.queryName} is not in change data capture`);
  if (entities.length === 0) throw new AppError("request.invalid", "no type to ask changes of");
  const reply = await client.call({
    kind: "changes",
    method: "GET",
    path: "cdc",
    query: {
      entities: entities.map((entity) => entity.queryName).join(","),
      changedSince: `${since.toISOString().slice(0, 19)}Z`,
    },
    signal,
  });
  return parseChanges(reply.body, reply.time);
}

/**
 * Reads every shape seen: groups in any order, empty ({}) or missing ones, several groups of one type,
 * groups of stubs only. Types that we do not hold count towards the total and are passed over.
 *
 * @throws AppError `quickbooks.malformed` when it is no CDC answer at all.
 */
export function parseChanges(body: WireRecord, time: Date | null): Changes {
  const changed = new Map<RecordType, WireRecord[]>();
  const deleted: DeletedRecord[] = [];
  let total = 0;
  for (const group of groupsOf(body)) {
    for (const [name, objects] of Object.entries(group)) {
      if (!Array.isArray(objects)) continue;
      total += objects.length;
      const recordType = recordTypeOfName(name);
      if (recordType === null) continue;
      for (const object of objects) {
        if (!isWireRecord(object)) throw malformed("a changed record is not an object");
        if (isStub(object)) {
          deleted.push(readStub(recordType, object));
        } else {
          const list = changed.get(recordType) ?? [];
          list.push(object);
          changed.set(recordType, list);
        }
      }
    }
  }
  return { changed, deleted, total, maybeTruncated: total >= changesLimit, time };
}

function groupsOf(body: WireRecord): WireRecord[] {
  const responses = body["CDCResponse"];
  if (!Array.isArray(responses)) throw malformed("CDCResponse is missing");
  return responses.flatMap((response: unknown) => {
    if (!isWireRecord(response)) throw malformed("a CDCResponse is not an object");
    // An answer without anything changed has been seen without its inner list too.
    const groups = response["QueryResponse"] ?? [];
    if (!Array.isArray(groups) || !groups.every(isWireRecord))
      throw malformed("a QueryResponse is not a list");
    return groups;
  });
}

function isStub(object: WireRecord): boolean {
  return object["status"] === "Deleted" && object["SyncToken"] === undefined;
}

function readStub(recordType: RecordType, stub: WireRecord): DeletedRecord {
  const metaData = readObject(stub, "MetaData");
  return {
    recordType,
    sourceId: requireText(stub, "Id"),
    deletedAt: metaData && readInstant(metaData, "LastUpdatedTime", "MetaData.LastUpdatedTime"),
  };
}

function malformed(why: string): AppError {
  return new AppError("quickbooks.malformed", `cdc: ${why}`);
}
