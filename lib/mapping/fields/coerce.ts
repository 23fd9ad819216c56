// The slow way of reading a field: what came is not what Intuit documents. Each returns what the column
// shall hold and notes it.

import { Decimal } from "decimal.js";

import { isCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { parseDecimal, type DecimalText } from "#lib/core/decimal-text.ts";
import { parseInstant } from "#lib/quickbooks/wire/instant.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { firstCharacters, storable, type AdjustmentLog } from "./adjustment-log.ts";
import type { ColumnRule } from "./column-rules.ts";

/** Numbers and booleans become text, text is cut to `longest` UTF-16 units; null for anything else. */
export function coerceText(
  value: unknown,
  field: string,
  log: AdjustmentLog,
  longest: number,
): string | null {
  if (typeof value === "number" || typeof value === "boolean") {
    const text = String(value);
    log.note(field, `A ${typeof value} came where text is expected.`, value, text);
    return text;
  }
  if (typeof value !== "string") {
    log.note(field, "Text is expected here.", value, null);
    return null;
  }
  const clean = storable(value);
  const text = clean.length > longest ? `${firstCharacters(clean, longest - 1)}…` : clean;
  const reason =
    clean === value
      ? `Longer than ${longest} characters: the column holds the beginning, the original data all of it.`
      : "Characters that no database column can hold were replaced.";
  log.note(field, reason, value, text);
  return text;
}

const words = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  [1, true],
  [0, false],
]);

/** true, false, 1 and 0, as text too and in any case; null for anything else. */
export function coerceFlag(value: unknown, field: string, log: AdjustmentLog): boolean | null {
  const flag = words.get(typeof value === "string" ? value.trim().toLowerCase() : value) ?? null;
  log.note(field, "True or false is expected here.", value, flag === null ? null : String(flag));
  return flag;
}

const written = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** Thousands as Americans group them; with a comma anywhere else the meaning is anybody's guess. */
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const longestNumber = 400;

/**
 * Takes numbers as text, American thousands ("1,234.50") and exponents. Rounded to the column's scale; null
 * for what is no number or too large for the column.
 */
export function coerceDecimal(
  value: unknown,
  field: string,
  log: AdjustmentLog,
  rule: ColumnRule,
): DecimalText | null {
  const text = typeof value === "string" ? value.trim() : String(value);
  const plain = grouped.test(text) ? text.replaceAll(",", "") : text;
  const isNumber =
    (typeof value === "number" || typeof value === "string") &&
    text.length <= longestNumber &&
    written.test(plain);
  if (!isNumber) {
    log.note(field, "A number is expected here.", value, null);
    return null;
  }
  const exact = new Decimal(plain);
  const stored = fitDecimal(exact, field, log, rule, value);
  // Rounding and range have been noted; what is left is its shape.
  if (stored !== null && exact.eq(stored)) {
    const reason =
      typeof value === "number"
        ? "The number has more digits than can be kept exactly."
        : "Text came where a number is expected.";
    log.note(field, reason, value, stored);
  }
  return stored;
}

/** A number as a column holds it: rounded as PostgreSQL rounds, null where it is too large. Notes both. */
export function fitDecimal(
  exact: Decimal,
  field: string,
  log: AdjustmentLog,
  { wholeDigits, scale }: ColumnRule,
  came: unknown = exact.toString(),
): DecimalText | null {
  const rounded = exact.toDecimalPlaces(scale, Decimal.ROUND_HALF_UP);
  if (rounded.abs().gte(new Decimal(10).pow(wholeDigits))) {
    log.note(field, `The number has more than ${wholeDigits} digits before the point.`, came, null);
    return null;
  }
  const stored = parseDecimal(rounded.isZero() ? "0" : rounded.toFixed());
  if (!rounded.eq(exact)) log.note(field, `Rounded to ${scale} digits after the point.`, came, stored);
  return stored;
}

/** Takes the day of a time; null for what begins with no day that exists. */
export function coerceDay(value: unknown, field: string, log: AdjustmentLog): CalendarDate | null {
  // A time in the place of a day begins with the day.
  const begins =
    typeof value === "string" ? /^\s*(\d{4}-\d{2}-\d{2})(?:[T\s]|$)/.exec(value)?.[1] : undefined;
  const found = begins !== undefined && isCalendarDate(begins) ? begins : null;
  log.note(field, "A day of the calendar is expected here.", value, found);
  return found;
}

/** A day alone, and a time without an offset, count as UTC. Null, and noted, for what is no time. */
export function coerceInstant(value: unknown, field: string, log: AdjustmentLog): Date | null {
  const at = typeof value === "string" ? ifReadable(() => parseInstant(value, field)) : null;
  if (at === null) log.note(field, "A time is expected here.", value, null);
  return at;
}

/** An object alone in the place of a list is taken for its only member. */
export function coerceList(value: unknown, field: string, log: AdjustmentLog): readonly WireRecord[] {
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value;
    const kept = members.filter(isWireRecord);
    const left = members.length - kept.length;
    log.note(field, `${left} of ${members.length} entries are no objects and were left out.`, value, null);
    return kept;
  }
  if (isWireRecord(value) && Object.keys(value).length > 0) {
    log.note(field, "An object came where a list is expected.", value, "a list of 1");
    return [value];
  }
  log.note(field, "A list is expected here.", value, null);
  return [];
}

function ifReadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return null;
    throw thrown;
  }
}
