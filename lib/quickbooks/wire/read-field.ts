// Readers of single fields. They are hand-made rather than a zod schema per entity so that a field is
// described once, by its column, and an error names it; a schema of an invoice's fields would also add
// 4.6 µs to the 28 µs that reading and mapping one takes (bench/mapping.ts).
// What is absent is null; what is there in another shape than Intuit documents is refused, naming the
// field and never its value.

import { AppError } from "../../core/app-error.ts";
import { calendarDate, type CalendarDate } from "../../core/calendar-date.ts";
import { decimalFromNumber, type DecimalText } from "../../core/decimal-text.ts";
import { parseInstant } from "./instant.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** A reference to another record: {"value": "35", "name": "Checking"}. */
export interface Ref {
  readonly value: string;
  readonly name: string | null;
  /** Only where several kinds are possible: "Vendor", "Customer", "Employee". */
  readonly type: string | null;
}

export function unreadable(field: string, expected: string, cause?: unknown): AppError {
  return new AppError("record.unreadable", `${field} is not ${expected}.`, { cause });
}

export function readText(record: WireRecord, field: string): string | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  // PostgreSQL has no room for a NUL in text.
  if (typeof value !== "string" || value.includes("\0")) throw unreadable(field, "text");
  return value;
}

export function requireText(record: WireRecord, field: string): string {
  const value = readText(record, field);
  if (value === null || value === "") throw unreadable(field, "there");
  return value;
}

export function readFlag(record: WireRecord, field: string): boolean | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "boolean") throw unreadable(field, "true or false");
  return value;
}

/** Amounts are numbers in Intuit's JSON; text in their place is refused. */
export function readDecimal(record: WireRecord, field: string): DecimalText | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number") throw unreadable(field, "a number");
  try {
    return decimalFromNumber(value);
  } catch (cause) {
    throw unreadable(field, "a decimal of at most 15 digits", cause);
  }
}

export function readDay(record: WireRecord, field: string): CalendarDate | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw unreadable(field, "a day");
  try {
    return calendarDate(value);
  } catch (cause) {
    throw unreadable(field, "a day", cause);
  }
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

const none: readonly WireRecord[] = [];

/** A list of objects; absent and empty are alike. */
export function readObjects(record: WireRecord, field: string): readonly WireRecord[] {
  const value = record[field];
  if (value === undefined || value === null) return none;
  if (!Array.isArray(value) || !value.every(isWireRecord)) throw unreadable(field, "a list of objects");
  return value;
}

/** An empty reference ({}) occurs and means none. */
export function readRef(record: WireRecord, field: string): Ref | null {
  const ref = readObject(record, field);
  if (ref === null) return null;
  const value = readText(ref, "value");
  if (value === null || value === "") return null;
  return { value, name: readText(ref, "name"), type: readText(ref, "type") };
}

export function readRefId(record: WireRecord, field: string): string | null {
  const ref = record[field];
  if (ref === undefined || ref === null) return null;
  if (!isWireRecord(ref)) throw unreadable(field, "a reference");
  const value = readText(ref, "value");
  return value === "" ? null : value;
}
