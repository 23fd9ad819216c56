// What change data capture shows of a deleted record: its Id and when, hardly more.

import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { parseInstant } from "../wire/instant.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

export interface DeletedRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /**
   * As Intuit says. Null when the stub does not say so as stubs do, be it without a readable time or with
   * the SyncToken that only living records have: then the record is asked for before it is believed.
   */
  readonly deletedAt: Date | null;
}

/**
 * Whether an object of a change data capture answer stands for a deletion: `"status": "Deleted"`.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/change-data-capture
 */
export function isStub(object: WireRecord): boolean {
  const status = object["status"];
  return typeof status === "string" && status.trim().toLowerCase() === "deleted";
}

/** Null for a stub that does not say what was deleted. */
export function readStub(recordType: RecordType, stub: WireRecord): DeletedRecord | null {
  const id = stub["Id"];
  const sourceId = typeof id === "number" && Number.isSafeInteger(id) ? String(id) : id;
  if (typeof sourceId !== "string" || sourceId === "" || sourceId.includes("\0")) return null;
  const isPlain = stub["SyncToken"] === undefined || stub["SyncToken"] === null;
  return { recordType, sourceId, deletedAt: isPlain ? readTime(stub["MetaData"]) : null };
}

function readTime(metaData: unknown): Date | null {
  const text = isWireRecord(metaData) ? metaData["LastUpdatedTime"] : undefined;
  if (typeof text !== "string") return null;
  try {
    return parseInstant(text, "MetaData.LastUpdatedTime");
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return null;
    throw thrown;
  }
}
