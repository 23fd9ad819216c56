// Intuit's query endpoint, one question at a time. Source: Intuit's page on data queries.

import type { RecordType } from "#lib/books/record-type.ts";
import type { CallReply, QuickBooksClient } from "./client.ts";
import { countIn, pageOf, type QueryPage } from "./answers/read-answer.ts";
import { countStatement, pageStatement, type PageRequest, type RecordFilter } from "./statement.ts";

export const maxPageSize = 1000;

// Statements longer than this go as POST; gateways refuse request lines of more than 8 kB.
const longestUrlQuery = 4000;

/**
 * One page, in the order that `page` asks for.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 *
 * @throws AppError `quickbooks.*`; `quickbooks.not_offered` where the company does not have the type.
 */
export async function queryPage(
  client: QuickBooksClient,
  recordType: RecordType,
  page: PageRequest,
): Promise<QueryPage> {
  return pageOf(await sendQuery(client, pageStatement(recordType, page), page.signal), recordType);
}

/** Intuit's own `count(*)`; 0 where it names no number. A moving figure: no snapshot stands behind it. */
export async function countOf(
  client: QuickBooksClient,
  recordType: RecordType,
  filter: RecordFilter = {},
): Promise<number> {
  return countIn(await sendQuery(client, countStatement(recordType, filter), filter.signal)) ?? 0;
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
