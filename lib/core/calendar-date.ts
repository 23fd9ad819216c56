// A day in an accountant's sense: no hour, no zone.

import { AppError } from "./app-error.ts";

declare const dateBrand: unique symbol;
/** YYYY-MM-DD */
export type CalendarDate = string & { readonly [dateBrand]: true };

/** @throws AppError `record.unreadable` for what is not an existing day. */
export function parseCalendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new AppError("record.unreadable", "This is not a calendar day.");
  return text;
}

/** YYYY-MM-DD of a day that exists, from year 1 on; nothing before or behind it. */
export function isCalendarDate(text: string): text is CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

const longMonths: ReadonlySet<number> = new Set([1, 3, 5, 7, 8, 10, 12]);

/* By hand: a Date made from text and written as text again takes five times as long. */
function exists(year: number, month: number, day: number): boolean {
  // There is no year 0, and PostgreSQL takes none.
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  if (month === 2) return day <= (isLeap(year) ? 29 : 28);
  return day <= (longMonths.has(month) ? 31 : 30);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
