import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { RecordFilter } from "#lib/quickbooks/statement.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { DocumentDates } from "#lib/runs/request/document-dates.ts";
import type { RunContext } from "#lib/sync/run-context.ts";

/** What the company's settings leave out, and days that were asked for, as a filter for QuickBooks. */
export function companyFilter(context: RunContext, dates?: DocumentDates): RecordFilter {
  const kept = context.run.company.syncFromOn;
  const asked = dates?.from ?? null;
  const from = kept !== null && (asked === null || kept > asked) ? kept : asked;
  return {
    signal: context.signal,
    ...(from === null ? {} : { transactionFrom: from }),
    ...(dates?.to ? { transactionTo: dates.to } : {}),
  };
}

/**
 * The day of a document from which records of a type are kept, by the company's start date; null when all
 * are. Templates have no date, and rates are counted as they are stored.
 */
export function keptFrom(syncFromOn: CalendarDate | null, recordType: RecordType): CalendarDate | null {
  const { access, startDateProperty } = intuitEntity(recordType);
  return access === "window" && startDateProperty !== null ? syncFromOn : null;
}

/** Whether a record is dated before the day from which the company's records are kept. */
export function isBeforeStart(context: RunContext, recordType: RecordType, record: WireRecord): boolean {
  const from = context.run.company.syncFromOn;
  const property = intuitEntity(recordType).startDateProperty;
  if (from === null || property === null) return false;
  const date = record[property];
  return typeof date === "string" && date < from;
}
