// Facts of the company itself, from the two settings objects that every company has.

import type { CalendarDate } from "../core/calendar-date.ts";
import { readDay, readObject, readText } from "../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";

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

/** @throws AppError `record.unreadable` where a field has another shape than Intuit documents */
export function companyProfile(record: WireRecord): CompanyProfile {
  const month = months.indexOf(readText(record, "FiscalYearStartMonth") ?? "") + 1;
  return {
    name: readText(record, "CompanyName") ?? readText(record, "LegalName") ?? "Unnamed company",
    legalName: readText(record, "LegalName"),
    country: readText(record, "Country"),
    fiscalYearStartMonth: month > 0 ? month : null,
    timeZone: knownTimeZone(readText(record, "DefaultTimeZone")),
    subscription: nameValue(record, "OfferingSku"),
  };
}

function knownTimeZone(name: string | null): string | null {
  return name !== null && Intl.supportedValuesOf("timeZone").includes(name) ? name : null;
}

/** CompanyInfo keeps what has no field of its own in a list of names and values. */
function nameValue(record: WireRecord, name: string): string | null {
  const pairs: unknown = record["NameValue"];
  if (!Array.isArray(pairs)) return null;
  for (const pair of pairs as readonly unknown[]) {
    if (typeof pair !== "object" || pair === null) continue;
    if (Reflect.get(pair, "Name") !== name) continue;
    const value: unknown = Reflect.get(pair, "Value");
    return typeof value === "string" ? value : null;
  }
  return null;
}

/** What CompanyInfo does not say about a company. */
export interface CompanyPreferences {
  readonly homeCurrency: string | null;
  /** The last day that is closed; null while the books are open. */
  readonly booksClosedOn: CalendarDate | null;
}

/** @throws AppError `record.unreadable` where a field has another shape than Intuit documents */
export function companyPreferences(record: WireRecord): CompanyPreferences {
  const currencies = readObject(record, "CurrencyPrefs");
  const home = currencies && readObject(currencies, "HomeCurrency");
  const accounting = readObject(record, "AccountingInfoPrefs");
  return {
    homeCurrency: home && readText(home, "value"),
    booksClosedOn: accounting && readDay(accounting, "BookCloseDate"),
  };
}
