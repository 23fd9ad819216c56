import { AppError } from "../../core/app-error.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** Intuit's JSON of one record: bytes as they came, or text. */
export type WireRow = Buffer | string;

export function textOfRow(row: WireRow): string {
  return typeof row === "string" ? row : row.toString();
}

/**
 * Gives the bytes of rows cut from answers back at once. Left to the collector, which sees how small the
 * objects are and not how large the memory behind them, they would be most of what a process holds.
 */
export function freeRows(rows: readonly WireRow[]): void {
  const answers = new Set(rows.flatMap((row) => (typeof row === "string" ? [] : [row.buffer])));
  for (const memory of answers) if (memory instanceof ArrayBuffer) memory.transfer(0);
}

/** @throws AppError `quickbooks.malformed` when the text is not the JSON of an object. */
export function parseRow(row: WireRow): WireRecord {
  const parsed = parseJson(textOfRow(row));
  if (!isWireRecord(parsed))
    throw new AppError("quickbooks.malformed", "a row of an answer is not an object");
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    // Its message quotes the text.
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
