// A day in an accountant's sense: no hour, no zone.

import { AppError } from "./app-error.ts";

declare const dateBrand: unique symbol;
/** YYYY-MM-DD */
export type CalendarDate = string & { readonly [dateBrand]: true };

/** @throws AppError `record.unreadable` for what is not an existing day. */
export function calendarDate(text: string): CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const at = match ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) {
    throw new AppError("record.unreadable", "This is not a calendar day.");
  }
  return text as CalendarDate;
}
