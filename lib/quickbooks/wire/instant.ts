import { AppError } from "#lib/core/app-error.ts";
import { isCalendarDate } from "#lib/core/calendar-date.ts";

// MetaData has an offset and no fraction, `time` of an answer one to three digits, webhook times up to
// nine, legacy webhooks an offset without a colon, InventoryAdjustment only a day.
const shape = /^([12]\d{3}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * An instant in any of the forms that Intuit writes. A day alone, and a time without an offset, are
 * taken as UTC: earlier than the Pacific time meant, so that no window misses them.
 *
 * @throws AppError `record.unreadable` naming `field`.
 */
export function parseInstant(text: string, field: string): Date {
  const match = shape.exec(text);
  const day = match?.[1];
  // JavaScript takes the 30th of February for the 2nd of March.
  if (!match || !day || !isCalendarDate(day)) throw unreadable(field);
  const [, , time = "00:00:00", fraction = "", offset = "Z"] = match;
  const colon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const milliseconds = fraction === "" ? "" : `.${fraction.slice(0, 3).padEnd(3, "0")}`;
  const at = new Date(`${day}T${time}${milliseconds}${colon}`);
  if (Number.isNaN(at.getTime())) throw unreadable(field);
  return at;
}

function unreadable(field: string): AppError {
  return new AppError("record.unreadable", `${field} is not a time.`);
}
