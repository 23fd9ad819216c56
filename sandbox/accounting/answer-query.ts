import { QueryError } from "../query/query-error.ts";
import { runQuery, type Count, type Rows } from "../query/run-query.ts";
import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultMember, faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";
import { decodeUtf8 } from "../http/decode-utf8.ts";
import { metadataFor } from "./add-metadata.ts";
import { envelopeKey } from "./entity-protocol.ts";

/** Objects that one reply may hold: "Query operations" and "Batch" in Intuit's documentation. */
export const mostRows = 1000;

interface QueryMember {
  readonly member: string;
  readonly rows: number;
}

/** GET …/query?query=… or POST …/query with the statement as the whole body. */
export function answerQuery(call: Call): AccountingReply {
  const statement = statementOf(call);
  if (typeof statement !== "string") return statement;
  try {
    return envelopeReply(queryMember(statement, call, mostRows).member, call.nowMs);
  } catch (error) {
    if (error instanceof QueryError) return faultReply(booksFaults.query(error), call.nowMs);
    throw error;
  }
}

/** A query inside a batch: the same member, or its fault, and how many rows it took of what the batch may return. */
export function queryInBatch(statement: string, call: Call, mostRows: number): QueryMember {
  try {
    return queryMember(statement, call, mostRows);
  } catch (error) {
    if (error instanceof QueryError) return { member: faultMember(booksFaults.query(error)), rows: 0 };
    throw error;
  }
}

function statementOf({ exchange, nowMs }: Call): string | AccountingReply {
  if (exchange.method === "GET") return exchange.parameters.get("query") ?? "";
  const contentType = exchange.headers["content-type"] ?? "application/text";
  // Seen live: text, plain and even form-encoded bodies are read as the bare statement; JSON is not.
  if (!/^(application\/text|text\/plain|application\/x-www-form-urlencoded)\b/i.test(contentType)) {
    return faultReply(booksFaults.contentType(contentType), nowMs);
  }
  return decodeUtf8(exchange.body) ?? faultReply(booksFaults.badUtf8(), nowMs);
}

function queryMember(statement: string, call: Call, mostRows: number): QueryMember {
  const { company, switches, nowMs, exchange } = call;
  const addMetadata = (entity: string) => metadataFor(entity, exchange.origin, company.realmId, nowMs);
  const found = runQuery(statement, { company, switches, nowMs, mostRows, addMetadata });
  return {
    member: `"QueryResponse":${queryResponse(found)}`,
    rows: found.kind === "rows" ? found.rows.length : 0,
  };
}

function queryResponse(found: Rows | Count): string {
  if (found.kind === "count") return `{"totalCount":${found.totalCount}}`;
  if (found.rows.length === 0) return "{}";
  const { entity, rows, startPosition, totalCount } = found;
  // Settings come as one row without a position, as recorded for Preferences and CompanyInfo.
  const isSingle = entity === "Preferences" || entity === "CompanyInfo";
  const start = isSingle ? "" : `,"startPosition":${startPosition}`;
  const total = totalCount === undefined ? "" : `,"totalCount":${totalCount}`;
  return `{"${envelopeKey(entity)}":[${rows.join(",")}]${start},"maxResults":${rows.length}${total}}`;
}
