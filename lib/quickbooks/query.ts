// Intuit's query endpoint: statements are built here and nowhere else, so that every value is escaped
// and every list of inactive records is asked for. Source: Intuit's page on data queries.

import type { RecordType } from "../books/record-type.ts";
import { AppError } from "../core/app-error.ts";
import type { CalendarDate } from "../core/calendar-date.ts";
import type { CallReply, QuickBooksClient } from "./client.ts";
import { intuitEntity, type IntuitEntity } from "./entities.ts";
import type { WireRow } from "./wire/parse-row.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

/** Bounds are inclusive. Intuit stamps records to the second, so bounds are cut to whole seconds. */
export interface RecordFilter {
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
  readonly createdFrom?: Date | undefined;
  /** Compared with the type's date property; ignored by types that have none. */
  readonly transactionFrom?: CalendarDate | undefined;
  /** ExchangeRate only: the day whose rates are wanted. */
  readonly asOf?: CalendarDate | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Default true: without it, a query leaves inactive records of name lists out. */
  readonly includeInactive?: boolean | undefined;
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

export interface QueryPage {
  /**
   * Intuit's JSON of each record, see parseRow. Text and not objects: of a thousand invoices those take
   * five times as much memory, and who reads them one by one never needs them all.
   */
  readonly rows: readonly WireRow[];
  /** Intuit's clock when it answered; null when it did not say. */
  readonly time: Date | null;
  readonly intuitTid: string | null;
}

export const maxPageSize = 1000;

// Statements longer than this go as POST; gateways refuse request lines of more than 8 kB.
const longestUrlQuery = 4000;

export async function queryPage(
  client: QuickBooksClient,
  recordType: RecordType,
  page: PageRequest,
): Promise<QueryPage> {
  return pageOf(await sendQuery(client, pageStatement(recordType, page), page.signal), recordType);
}

/** @throws AppError `quickbooks.malformed` when the answer is no page of this type. */
export function pageOf(reply: CallReply, recordType: RecordType): QueryPage {
  const rows = rowsOf(reply, intuitEntity(recordType));
  return { rows, time: reply.time, intuitTid: reply.intuitTid };
}

/** Intuit's own `count(*)`. A moving figure: no snapshot stands behind it. */
export async function countOf(
  client: QuickBooksClient,
  recordType: RecordType,
  filter: RecordFilter = {},
): Promise<number> {
  const entity = intuitEntity(recordType);
  const reply = await sendQuery(client, statement("count(*)", entity, filter), filter.signal);
  const count = queryResponse(reply)["totalCount"];
  if (count === undefined) return 0;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
    throw malformed("totalCount is not a count", reply);
  }
  return count;
}

export function pageStatement(recordType: RecordType, page: PageRequest): string {
  const entity = intuitEntity(recordType);
  const base = statement("*", entity, page);
  // Preferences and CompanyInfo answer one row and refuse to be ordered.
  if (entity.access === "singleton") return base;
  // The rates of a single day fit one page.
  const order = page.asOf ? "" : ` ORDERBY ${orders[entity.access][page.orderBy ?? "updated"]}`;
  return `${base}${order} STARTPOSITION ${whole(page.startPosition)} MAXRESULTS ${whole(page.maxResults)}`;
}

const orders = {
  window: { updated: "MetaData.LastUpdatedTime ASC, Id ASC", id: "Id ASC" },
  day: {
    updated: "MetaData.LastUpdatedTime ASC, AsOfDate ASC, SourceCurrencyCode ASC",
    id: "AsOfDate ASC, SourceCurrencyCode ASC",
  },
} as const;

function statement(what: string, entity: IntuitEntity, filter: RecordFilter): string {
  const conditions = conditionsOf(entity, filter);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT ${what} FROM ${entity.queryName}${where}`;
}

function conditionsOf(entity: IntuitEntity, filter: RecordFilter): string[] {
  const conditions: string[] = [];
  const add = (property: string, operator: string, value: string): void => {
    conditions.push(`${property} ${operator} ${quoted(value)}`);
  };
  if (filter.ids) conditions.push(`Id IN (${filter.ids.map(quoted).join(", ")})`);
  if (filter.updatedFrom) add("MetaData.LastUpdatedTime", ">=", instant(filter.updatedFrom));
  if (filter.updatedTo) add("MetaData.LastUpdatedTime", "<=", instant(filter.updatedTo));
  if (filter.createdFrom) add("MetaData.CreateTime", ">=", instant(filter.createdFrom));
  if (filter.transactionFrom && entity.startDateProperty) {
    add(entity.startDateProperty, ">=", filter.transactionFrom);
  }
  if (filter.asOf && entity.access === "day") add("AsOfDate", "=", filter.asOf);
  if (entity.hasActive && filter.includeInactive !== false) conditions.push("Active IN (true, false)");
  return conditions;
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

async function sendQuery(
  client: QuickBooksClient,
  text: string,
  signal: AbortSignal | undefined,
): Promise<CallReply> {
  const short = encodeURIComponent(text).length <= longestUrlQuery;
  return client.call(
    short
      ? { kind: "query", method: "GET", path: "query", query: { query: text }, signal }
      : {
          kind: "query",
          method: "POST",
          path: "query",
          body: { contentType: "application/text", text },
          signal,
        },
  );
}

function queryResponse(reply: CallReply): WireRecord {
  const inner = reply.body["QueryResponse"];
  if (!isWireRecord(inner)) throw malformed("QueryResponse is missing", reply);
  return inner;
}

/** An empty answer has no list at all. A list under another name than asked for is not an empty answer. */
function rowsOf(reply: CallReply, entity: IntuitEntity): readonly WireRow[] {
  const inner = queryResponse(reply);
  const list = inner[entity.key] ?? inner[entity.queryName];
  if (list === undefined) {
    if (Object.values(inner).some(Array.isArray)) throw malformed("the answer holds another entity", reply);
    return [];
  }
  if (!Array.isArray(list) || !list.every(isWireRecord)) throw malformed("the rows are not objects", reply);
  return reply.rows ?? list.map((row) => JSON.stringify(row));
}

function malformed(why: string, reply: CallReply): AppError {
  return new AppError("quickbooks.malformed", `query: ${why}`, { intuitTid: reply.intuitTid ?? undefined });
}
