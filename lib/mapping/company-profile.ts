// Facts of the company itself, from the two settings objects that every company has.

import type { CalendarDate } from "#lib/core/calendar-date.ts";
import { canonicalTimeZone } from "#lib/core/time-zone.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog, storable } from "./fields/adjustment-log.ts";
import { longestIndexed } from "./fields/column-rules.ts";
import { readDay, readObject, readText } from "./fields/read-field.ts";

/** What QuickBooks says about a company, as far as making ours needs it. */
export interface CompanyProfile {
  readonly name: string;
  readonly legalName: string | null;
  readonly country: string | null;
  readonly fiscalYearStartMonth: number | null;
  readonly timeZone: string | null;
  readonly subscription: string | null;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A field of another shape than Intuit documents tells nothing, and hides none of the others. */
export function companyProfile(record: WireRecord): CompanyProfile {
  const read = (field: string): string | null => readText(record, field, new AdjustmentLog(), longestIndexed);
  const month = months.indexOf(read("FiscalYearStartMonth") ?? "") + 1;
  return {
    name: filled(read("CompanyName")) ?? filled(read("LegalName")) ?? "Unnamed company",
    legalName: read("LegalName"),
    country: read("Country"),
    fiscalYearStartMonth: month > 0 ? month : null,
    timeZone: knownTimeZone(read("DefaultTimeZone")),
    subscription: nameValue(record, "OfferingSku"),
  };
}

function filled(name: string | null): string | null {
  return name !== null && name.trim() !== "" ? name : null;
}

function knownTimeZone(name: string | null): string | null {
  return name === null ? null : canonicalTimeZone(name);
}

/** CompanyInfo keeps what has no field of its own in a list of names and values. */
function nameValue(record: WireRecord, name: string): string | null {
  const pairs: unknown = record["NameValue"];
  if (!Array.isArray(pairs)) return null;
  for (const pair of pairs as readonly unknown[]) {
    if (typeof pair !== "object" || pair === null) continue;
    if (Reflect.get(pair, "Name") !== name) continue;
    const value: unknown = Reflect.get(pair, "Value");
    return typeof value === "string" ? storable(value) : null;
  }
  return null;
}

/** What CompanyInfo does not say about a company. */
export interface CompanyPreferences {
  readonly homeCurrency: string | null;
  /** The last day that is closed; null while the books are open. */
  readonly booksClosedOn: CalendarDate | null;
}

/** Null where one of them cannot be read: "no closing date" and "a date nobody can read" are two things. */
export function companyPreferences(record: WireRecord): CompanyPreferences | null {
  const log = new AdjustmentLog();
  const currencies = readObject(record, "CurrencyPrefs", log);
  const home = currencies && readObject(currencies, "HomeCurrency", log);
  const accounting = readObject(record, "AccountingInfoPrefs", log);
  const read = {
    homeCurrency: home && readText(home, "value", log, longestIndexed),
    booksClosedOn: accounting && readDay(accounting, "BookCloseDate", log),
  };
  return log.toJson() === null ? read : null;
}
