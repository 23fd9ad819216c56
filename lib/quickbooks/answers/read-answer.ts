// What the answer of a query means, be it an answer of its own or an item of a batch.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CallReply } from "../client.ts";
import { intuitEntity, type IntuitEntity } from "../entities.ts";
import { faultError, readFault } from "../faults/fault.ts";
import type { WireRow } from "../wire/parse-row.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

export interface QueryPage {
  /**
   * Intuit's JSON of each record, see parseRow. Text and not objects: of a thousand invoices those take
   * five times as much memory, and who reads them one by one never needs them all. What stands in the
   * list and is no object is among them: it costs a record, not the page.
   */
  readonly rows: readonly WireRow[];
  /** Intuit's clock when it answered; null when it did not say. */
  readonly time: Date | null;
  readonly intuitTid: string | null;
}

/** @throws AppError `quickbooks.malformed` when the answer is no page of this type, or its fault. */
export function pageOf(reply: CallReply, recordType: RecordType): QueryPage {
  const rows = rowsOf(reply, intuitEntity(recordType));
  return { rows, time: reply.time, intuitTid: reply.intuitTid };
}

/**
 * Null when the answer names no number. Nothing found may be written so, but a count that is left out looks
 * the same: who would read nothing because of it asks for the records themselves.
 *
 * @throws AppError `quickbooks.malformed` when the answer is no count, or its fault.
 */
export function countIn(reply: CallReply): number | null {
  const inner = queryResponse(reply);
  const count = inner["totalCount"];
  if (count === undefined && Object.keys(inner).length === 0) return null;
  const number = typeof count === "string" && /^\d+$/.test(count) ? Number(count) : count;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0) {
    throw malformed("totalCount is not a count", reply);
  }
  return number;
}

function queryResponse(reply: CallReply): WireRecord {
  const inner = reply.body["QueryResponse"];
  if (!isWireRecord(inner)) throw malformed("QueryResponse is missing", reply);
  // Intuit's schema lets one hold a fault in place of its rows.
  const fault = readFault(inner);
  if (fault) throw faultError(fault, { status: 200, intuitTid: reply.intuitTid });
  return inner;
}

/** An empty answer has no list at all. A list under another name than asked for is not an empty answer. */
function rowsOf(reply: CallReply, entity: IntuitEntity): readonly WireRow[] {
  const inner = queryResponse(reply);
  const list = inner[entity.key] ?? inner[entity.queryName];
  if (list === undefined) {
    const hasMore = Object.values(inner).some((value) => typeof value === "object" && value !== null);
    if (hasMore || Number(inner["maxResults"] ?? 0) > 0) {
      throw malformed("the answer does not hold what was asked for", reply);
    }
    return [];
  }
  if (!Array.isArray(list)) throw malformed("the rows are not a list", reply);
  // Cut from the answer is the first list in it, whatever that is of.
  const isCut = reply.rows !== null && Object.values(inner).find(Array.isArray) === list;
  return isCut ? reply.rows : list.map((row: unknown) => JSON.stringify(row));
}

function malformed(why: string, reply: CallReply): AppError {
  return new AppError("quickbooks.malformed", `query: ${why}`, { intuitTid: reply.intuitTid ?? undefined });
}
