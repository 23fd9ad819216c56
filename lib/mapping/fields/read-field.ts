// Readers of single fields of a record. What is absent is null. What is there in another shape than Intuit
// documents is brought into shape where its meaning is plain, else null, and noted: no value of a field
// costs more than itself. The usual shapes are checked here and take no detour; the rest is in coerce.ts.
//
// They are hand-made rather than a zod schema per entity so that a field is described once, by its column;
// a schema of an invoice's fields would also add 4.6 µs to the 28 µs that reading and mapping one takes
// (bench/mapping.ts).

import { isCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import { decimalFromNumber, type DecimalText } from "#lib/core/decimal-text.ts";
import { longestSourceId } from "#lib/core/ids.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "./adjustment-log.ts";
import { coerceDay, coerceDecimal, coerceFlag, coerceInstant, coerceList, coerceText } from "./coerce.ts";
import type { ColumnRule } from "./column-rules.ts";

/** A reference to another record: {"value": "35", "name": "Checking"}. */
export interface Ref {
  /** Null where only a name came. */
  readonly value: string | null;
  readonly name: string | null;
  /** Only where several kinds are possible: "Vendor", "Customer", "Employee". */
  readonly type: string | null;
}

/** `longest`: UTF-16 units; what is longer is cut and noted. Empty text stays empty. */
export function readText(
  record: WireRecord,
  field: string,
  log: AdjustmentLog,
  longest: number,
): string | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && isStorable(value, longest)) return value;
  return coerceText(value, field, log, longest);
}

function isStorable(text: string, longest: number): boolean {
  // PostgreSQL has no room for a NUL in text, nor for half of a surrogate pair.
  return text.length <= longest && !text.includes("\0") && text.isWellFormed();
}

/** Null when absent or not to be told. */
export function readFlag(record: WireRecord, field: string, log: AdjustmentLog): boolean | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  return typeof value === "boolean" ? value : coerceFlag(value, field, log);
}

/**
 * Exact, as text. Digits behind the column's last one are kept for PostgreSQL to round; null where the
 * number is too large for it.
 */
export function readDecimal(
  record: WireRecord,
  field: string,
  log: AdjustmentLog,
  rule: ColumnRule,
): DecimalText | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  const text = typeof value === "number" ? usualDecimal(value) : null;
  if (text !== null && fits(text, rule)) return text;
  const coerced = coerceDecimal(value, field, log, rule);
  // Digits behind the column's last one are PostgreSQL's to round, and have been noted.
  return coerced === null ? null : (text ?? coerced);
}

function usualDecimal(value: number): DecimalText | null {
  try {
    return decimalFromNumber(value);
  } catch {
    // It has more digits than a double keeps exactly: coerced and noted.
    return null;
  }
}

function fits(text: string, { wholeDigits, scale }: ColumnRule): boolean {
  // Too short for either part to be too long: so are nearly all.
  if (text.length <= wholeDigits && text.length <= scale + 2) return true;
  const point = text.indexOf(".");
  const whole = (point < 0 ? text.length : point) - (text.startsWith("-") ? 1 : 0);
  return whole <= wholeDigits && (point < 0 || text.length - point - 1 <= scale);
}

/** A calendar day, YYYY-MM-DD; of a time, its day as it is written. */
export function readDay(record: WireRecord, field: string, log: AdjustmentLog): CalendarDate | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  return typeof value === "string" && isCalendarDate(value) ? value : coerceDay(value, field, log);
}

/** A time as `MetaData` has them; without an offset it counts as UTC. */
export function readInstant(record: WireRecord, field: string, log: AdjustmentLog): Date | null {
  const value = record[field];
  return value === undefined || value === null ? null : coerceInstant(value, field, log);
}

/** Null when absent; anything but an object is null and noted. */
export function readObject(record: WireRecord, field: string, log: AdjustmentLog): WireRecord | null {
  const value = record[field];
  if (value === undefined || value === null) return null;
  if (isWireRecord(value)) return value;
  log.note(field, "An object is expected here.", value, null);
  return null;
}

const none: readonly WireRecord[] = [];

/** A list of objects; absent and empty are alike. */
export function readObjects(record: WireRecord, field: string, log: AdjustmentLog): readonly WireRecord[] {
  const value = record[field];
  if (value === undefined || value === null) return none;
  if (Array.isArray(value) && value.every(isWireRecord)) return value;
  return coerceList(value, field, log);
}

/** An empty reference ({}) occurs and means none. */
export function readRef(
  record: WireRecord,
  field: string,
  log: AdjustmentLog,
  longestName: number,
): Ref | null {
  const ref = record[field];
  if (ref === undefined || ref === null) return null;
  if (!isWireRecord(ref)) return { value: readRefId(record, field, log), name: null, type: null };
  const value = readRefId(record, field, log);
  log.enter(field);
  const name = readText(ref, "name", log, longestName);
  const type = readText(ref, "type", log, longestName);
  log.leave();
  return value === null && name === null ? null : { value, name, type };
}

/** The id of a reference, be it an object or the bare id. Null, and noted, when only a name came. */
export function readRefId(record: WireRecord, field: string, log: AdjustmentLog): string | null {
  const ref = record[field];
  if (ref === undefined || ref === null) return null;
  if (!isWireRecord(ref)) return readBareRef(ref, field, log);
  log.enter(field);
  const value = readId(ref, "value", log);
  if (value === null && ref["name"] !== undefined)
    log.note("value", "The reference has no id.", undefined, null);
  log.leave();
  return value;
}

/** An id in the place of the object that should hold it. */
function readBareRef(ref: unknown, field: string, log: AdjustmentLog): string | null {
  const id = typeof ref === "number" ? String(ref) : ref;
  const isUsable = typeof id === "string" && id !== "" && isStorable(id, longestSourceId);
  log.note(field, "A reference is expected here.", ref, isUsable ? id : null);
  return isUsable ? id : null;
}

/** An id that refers to a record. One that is too long is none: cut, it would be another record's. */
export function readId(record: WireRecord, field: string, log: AdjustmentLog): string | null {
  const value = record[field];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string" && isStorable(value, longestSourceId)) return value;
  if (typeof value === "number") return coerceText(value, field, log, longestSourceId);
  log.note(field, "This is no id.", value, null);
  return null;
}
