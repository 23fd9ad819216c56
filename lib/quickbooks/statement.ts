// Statements of Intuit's query language are built here and nowhere else, so that every value is escaped
// and every list of inactive records is asked for. Source: Intuit's page on data queries.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import { intuitEntity, type IntuitEntity } from "./entities.ts";
import { usualForm, type QueryForm } from "./query-form.ts";

/** Bounds are inclusive. Intuit stamps records to the second, so bounds are cut to whole seconds. */
export interface RecordFilter {
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
  readonly createdFrom?: Date | undefined;
  /** Compared with the type's date property; ignored by types that have none. */
  readonly transactionFrom?: CalendarDate | undefined;
  readonly transactionTo?: CalendarDate | undefined;
  /** ExchangeRate only: the day whose rates are wanted. */
  readonly asOf?: CalendarDate | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Default true: without it, a query leaves inactive records of name lists out. */
  readonly includeInactive?: boolean | undefined;
  /** Clauses to be left out. Default: none. */
  readonly form?: QueryForm | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PageRequest extends RecordFilter {
  /** From 1. */
  readonly startPosition: number;
  /** 1 to 1,000. */
  readonly maxResults: number;
  /**
   * Default "updated": by LastUpdatedTime, then Id. Offsets over changing data skip rows when by "id".
   * Rates have no Id; their "id" is their day and currency.
   */
  readonly orderBy?: "updated" | "id" | undefined;
}

/**
 * One page's statement, not encoded yet. Settings answer one row, so theirs has neither order nor paging.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 *
 * @throws AppError `request.invalid` for a position or size below 1.
 */
export function pageStatement(recordType: RecordType, page: PageRequest): string {
  const { form = usualForm, startPosition, maxResults } = page;
  const entity = intuitEntity(recordType);
  const base = statement("*", entity, page);
  // Preferences and CompanyInfo answer one row and refuse to be ordered.
  if (entity.access === "singleton") return base;
  const start = ` STARTPOSITION ${whole(startPosition)}`;
  const size = ` MAXRESULTS ${whole(maxResults)}`;
  return `${base}${orderOf(entity.access, page)}${form.has("start") ? "" : start}${form.has("size") ? "" : size}`;
}

function orderOf(
  access: "window" | "day",
  { asOf, orderBy = "updated", form = usualForm }: PageRequest,
): string {
  // The rates of a single day fit one page.
  if (asOf || form.has("order")) return "";
  if (access === "window" && form.has("id-order")) return " ORDERBY MetaData.LastUpdatedTime ASC";
  return ` ORDERBY ${orders[access][orderBy]}`;
}

const orders = {
  window: { updated: "MetaData.LastUpdatedTime ASC, Id ASC", id: "Id ASC" },
  day: {
    updated: "MetaData.LastUpdatedTime ASC, AsOfDate ASC, SourceCurrencyCode ASC",
    id: "AsOfDate ASC, SourceCurrencyCode ASC",
  },
} as const;

/** `SELECT count(*)` over the same records as {@link pageStatement} with this filter. */
export function countStatement(recordType: RecordType, filter: RecordFilter): string {
  return statement("count(*)", intuitEntity(recordType), filter);
}

function statement(what: string, entity: IntuitEntity, filter: RecordFilter): string {
  const conditions = conditionsOf(entity, filter);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT ${what} FROM ${entity.queryName}${where}`;
}

function conditionsOf(entity: IntuitEntity, filter: RecordFilter): string[] {
  const { form = usualForm } = filter;
  const conditions: string[] = [];
  if (filter.ids) conditions.push(`Id IN (${filter.ids.map(quoted).join(", ")})`);
  if (!form.has("times")) conditions.push(...timeConditions(filter));
  conditions.push(...dayConditions(entity, filter));
  const isActiveNamed = entity.hasActive && filter.includeInactive !== false && !form.has("active");
  if (isActiveNamed) conditions.push("Active IN (true, false)");
  return conditions;
}

function timeConditions({ updatedFrom, updatedTo, createdFrom }: RecordFilter): string[] {
  return [
    ...(updatedFrom ? [`MetaData.LastUpdatedTime >= ${quoted(instant(updatedFrom))}`] : []),
    ...(updatedTo ? [`MetaData.LastUpdatedTime <= ${quoted(instant(updatedTo))}`] : []),
    ...(createdFrom ? [`MetaData.CreateTime >= ${quoted(instant(createdFrom))}`] : []),
  ];
}

function dayConditions(
  entity: IntuitEntity,
  { transactionFrom, transactionTo, asOf }: RecordFilter,
): string[] {
  const property = entity.startDateProperty;
  return [
    ...(transactionFrom && property ? [`${property} >= ${quoted(transactionFrom)}`] : []),
    ...(transactionTo && property ? [`${property} <= ${quoted(transactionTo)}`] : []),
    ...(asOf && entity.access === "day" ? [`AsOfDate = ${quoted(asOf)}`] : []),
  ];
}

/** Intuit escapes with a backslash; a doubled quote is a parse error there. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

// Z rather than an offset: a plus sign that loses its encoding on the way turns into a space.
function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new AppError("request.invalid", "a page starts at 1 and holds at least one record");
  }
  return String(value);
}
