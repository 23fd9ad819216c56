// A page travels by COPY into temporary tables and from there, guarded, into the books. COPY cannot
// write into tables with row-level security, and a guard cannot be attached to it either.

import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";

import copyStreams from "pg-copy-streams";

import type { Sql } from "../db/scope.ts";
import { copyLines } from "./copy-text.ts";
import {
  entityColumns,
  lineColumns,
  linkColumns,
  transactionColumns,
  type StagedColumn,
} from "./staged-columns.ts";

const definitions = {
  staged_entities: entityColumns,
  staged_transactions: transactionColumns,
  staged_lines: lineColumns,
  staged_links: linkColumns,
} satisfies Record<string, readonly { readonly name: string; readonly type: string }[]>;

export type StagingTable = keyof typeof definitions;

// Temporary tables live as long as a pooled connection; a new connection makes them on its first page.
const createAll = [
  "SET LOCAL client_min_messages = warning",
  ...Object.entries(definitions).map(
    ([table, columns]) =>
      `CREATE TEMPORARY TABLE IF NOT EXISTS ${table} (${columns
        .map((column) => `${column.name} ${column.type}`)
        .join(", ")}) ON COMMIT DELETE ROWS`,
  ),
].join("; ");

/** Must run once in each transaction before {@link stageRows}. */
export async function prepareStaging(sql: Sql): Promise<void> {
  await sql.query(createAll);
}

export async function stageRows<Row>(
  sql: Sql,
  table: StagingTable,
  columns: readonly StagedColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.map((column) => column.name).join(", ");
  const copy = sql.query(copyStreams.from(`COPY pg_temp.${table} (${names}) FROM STDIN`));
  await pipeline(Readable.from([Buffer.from(copyLines(rows, columns))], { objectMode: true }), copy);
}
