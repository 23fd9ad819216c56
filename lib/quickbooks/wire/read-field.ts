// Readers of single fields of an answer, outside of the records in it (those are read by lib/mapping, which
// refuses none of their values). What is absent is null; what is there in another shape than Intuit
// documents is refused, naming the field and never its value.

import { AppError } from "../../core/app-error.ts";
import { parseInstant } from "./instant.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

function unreadable(field: string, expected: string): AppError {
  return new AppError("record.unreadable", `${field} is not ${expected}.`);
}

export function requireText(record: WireRecord, field: string): string {
  const value = record[field];
  if (value === undefined || value === null || value === "") throw unreadable(field, "there");
  // PostgreSQL has no room for a NUL in text.
  if (typeof value !== "string" || value.includes("\0")) throw unreadable(field, "text");
  return value;
}

export function readInstant(record: WireRecord, field: string, path = field): Date | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw unreadable(path, "a time");
  return parseInstant(value, path);
}

export function readObject(record: WireRecord, field: string): WireRecord | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (!isWireRecord(value)) throw unreadable(field, "an object");
  return value;
}
