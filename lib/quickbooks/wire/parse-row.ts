import { AppError } from "#lib/core/app-error.ts";
import { escapeControls } from "./escape-controls.ts";
import { parseJson, parseObject } from "./parse-object.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** One record of an answer: Intuit's JSON, as the bytes that came or as text, or parsed already. */
export type WireRow = Buffer | string | WireRecord;

function textOfRow(row: WireRow): string {
  if (typeof row === "string") return row;
  return Buffer.isBuffer(row) ? row.toString() : JSON.stringify(row);
}

export interface OpenedRow {
  /** Always JSON: text that is none, quoted. */
  readonly json: string;
  /** Null for what is not the JSON of an object. */
  readonly record: WireRecord | null;
}

/** A row's JSON and what it says. Throws nothing, so that a row costs no other. */
export function openRow(row: WireRow): OpenedRow {
  if (typeof row !== "string" && !Buffer.isBuffer(row)) return { json: writeOut(row), record: row };
  const text = textOfRow(row);
  const parsed = parseJson(text);
  if (isWireRecord(parsed)) return { json: text, record: parsed };
  const repaired = escapeControls(text);
  const record = parseObject(repaired);
  return { json: record === null ? JSON.stringify(text) : repaired, record };
}

function writeOut(record: WireRecord): string {
  try {
    return JSON.stringify(record);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return JSON.stringify("The record is nested too deeply to be written out.");
  }
}

/** @throws AppError `quickbooks.malformed` for text that is not the JSON of an object. */
export function parseRow(row: WireRow): WireRecord {
  const { record } = openRow(row);
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
