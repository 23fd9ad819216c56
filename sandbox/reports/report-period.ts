// The days a report covers: given ones, a named span, or the report's own default.

import { addDays, dayText, epochDay, wireDay } from "../company/wire-time.ts";

export interface Period {
  readonly start: string;
  readonly end: string;
  /** As the header names it; absent when the days were given. */
  readonly macro?: string;
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first day of the month so many months later. */
export function addMonths(day: string, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}-01`;
}

const lastOfMonth = (day: string): string => addDays(addMonths(day, 1), -1);
const firstOfQuarter = (day: string): string => addMonths(day, -((Number(day.slice(5, 7)) - 1) % 3));

export const startOfFiscalYear = (day: string, firstMonth: number): string => {
  const month = Number(day.slice(5, 7));
  return addMonths(day, month >= firstMonth ? firstMonth - month : firstMonth - month - 12);
};

/** Weeks run from Sunday. */
const startOfWeek = (day: string): string => {
  const number = epochDay(day);
  return dayText(number - ((number + 4) % 7));
};

/** Intuit's date_macro values, lower-cased, as functions of today and the fiscal year's first month. */
const macros: Readonly<
  Record<string, (today: string, firstMonth: number) => readonly [start: string, end: string]>
> = {
  today: (today) => [today, today],
  yesterday: (today) => [addDays(today, -1), addDays(today, -1)],
  "this week": (today) => [startOfWeek(today), addDays(startOfWeek(today), 6)],
  "this week-to-date": (today) => [startOfWeek(today), today],
  "last week": (today) => [addDays(startOfWeek(today), -7), addDays(startOfWeek(today), -1)],
  "last week-to-date": (today) => [addDays(startOfWeek(today), -7), addDays(today, -7)],
  "this month": (today) => [firstOfMonth(today), lastOfMonth(today)],
  "this month-to-date": (today) => [firstOfMonth(today), today],
  "last month": (today) => [addMonths(today, -1), addDays(firstOfMonth(today), -1)],
  "this calendar quarter": (today) => [
    firstOfQuarter(today),
    lastOfMonth(addMonths(firstOfQuarter(today), 2)),
  ],
  "this calendar quarter-to-date": (today) => [firstOfQuarter(today), today],
  "last calendar quarter": (today) => [
    addMonths(firstOfQuarter(today), -3),
    addDays(firstOfQuarter(today), -1),
  ],
  "this calendar year": (today) => [`${today.slice(0, 4)}-01-01`, `${today.slice(0, 4)}-12-31`],
  "this calendar year-to-date": (today) => [`${today.slice(0, 4)}-01-01`, today],
  "last calendar year": (today) => [
    `${Number(today.slice(0, 4)) - 1}-01-01`,
    `${Number(today.slice(0, 4)) - 1}-12-31`,
  ],
  "this fiscal quarter": (today) => [firstOfQuarter(today), lastOfMonth(addMonths(firstOfQuarter(today), 2))],
  "this fiscal quarter-to-date": (today) => [firstOfQuarter(today), today],
  "last fiscal quarter": (today) => [
    addMonths(firstOfQuarter(today), -3),
    addDays(firstOfQuarter(today), -1),
  ],
  "this fiscal year": (today, first) => [
    startOfFiscalYear(today, first),
    addDays(addMonths(startOfFiscalYear(today, first), 12), -1),
  ],
  "this fiscal year-to-date": (today, first) => [startOfFiscalYear(today, first), today],
  "last fiscal year": (today, first) => [
    addMonths(startOfFiscalYear(today, first), -12),
    addDays(startOfFiscalYear(today, first), -1),
  ],
  "last fiscal year-to-date": (today, first) => [
    addMonths(startOfFiscalYear(today, first), -12),
    addDays(today, -365),
  ],
  all: (today) => ["1900-01-01", today],
  "all dates": (today) => ["1900-01-01", today],
};

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(epochDay(text));

export type PeriodFault = { readonly badDate: string } | { readonly badMacro: string };

/** Days given by both ends win over a macro; one end alone falls back to the default. */
export function periodOf(
  parameters: ReadonlyMap<string, string>,
  nowMs: number,
  firstMonth: number,
  defaultMacro: string,
): Period | PeriodFault {
  const start = parameters.get("start_date");
  const end = parameters.get("end_date");
  for (const given of [start, end]) if (given !== undefined && !isDay(given)) return { badDate: given };
  if (isDay(start) && isDay(end)) return { start, end };
  const macro = (parameters.get("date_macro") ?? defaultMacro).toLowerCase();
  const span = macros[macro];
  if (span === undefined) return { badMacro: macro };
  const [from, to] = span(wireDay(nowMs), firstMonth);
  return { start: from, end: to, macro };
}

/** The one day of balance and ageing reports. */
export function reportDay(parameters: ReadonlyMap<string, string>, nowMs: number): string | PeriodFault {
  const given = parameters.get("report_date") ?? parameters.get("end_date");
  if (given === undefined) return wireDay(nowMs);
  return isDay(given) ? given : { badDate: given };
}
