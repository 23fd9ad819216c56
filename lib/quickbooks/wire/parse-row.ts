import { AppError } from "../../core/app-error.ts";
import { parseObject } from "./parse-object.ts";
import type { WireRecord } from "./wire-record.ts";

/** One record of an answer: Intuit's JSON, as the bytes that came or as text, or parsed already. */
export type WireRow = Buffer | string | WireRecord;

export function textOfRow(row: WireRow): string {
  if (typeof row === "string") return row;
  return Buffer.isBuffer(row) ? row.toString() : JSON.stringify(row);
}

/** @throws AppError `quickbooks.malformed` for text that is not the JSON of an object. */
export function parseRow(row: WireRow): WireRecord {
  if (typeof row !== "string" && !Buffer.isBuffer(row)) return row;
  const record = parseObject(textOfRow(row));
  if (!record) throw new AppError("quickbooks.malformed", "a row of an answer is not an object");
  return record;
}

/**
 * Gives the bytes of rows cut from answers back at once. Left to the collector, which sees how small the
 * objects are and not how large the memory behind them, they would be most of what a process holds.
 */
export function freeRows(rows: readonly WireRow[]): void {
  const answers = new Set(rows.flatMap((row) => (Buffer.isBuffer(row) ? [row.buffer] : [])));
  for (const memory of answers) if (memory instanceof ArrayBuffer) memory.transfer(0);
}
