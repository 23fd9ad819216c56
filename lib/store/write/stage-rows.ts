// A page travels by COPY into temporary tables and from there, guarded, into the books. COPY cannot
// write into tables with row-level security, and a guard cannot be attached to it either.

import { finished } from "node:stream/promises";

import copyStreams from "pg-copy-streams";

import type { Sql } from "#lib/db/scope.ts";
import { entityColumns, lineColumns, linkColumns, transactionColumns } from "./staged-columns.ts";

/** Beyond it, copying costs less than sending one by one. */
const mostRuns = 32;

interface StagingColumn {
  readonly name: string;
  readonly type: string;
}

const owner: StagingColumn = { name: "source_id", type: "text" };

const definitions = {
  staged_entities: entityColumns,
  staged_transactions: transactionColumns,
  staged_lines: [owner, ...lineColumns],
  staged_links: [owner, ...linkColumns],
} satisfies Record<string, readonly StagingColumn[]>;

export type StagingTable = keyof typeof definitions;

/** The table's columns in the order in which COPY sends them. */
export function stagedNames(table: StagingTable): readonly string[] {
  return definitions[table].map((column) => column.name);
}

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

const clearAll = `TRUNCATE ${Object.keys(definitions)
  .map((table) => `pg_temp.${table}`)
  .join(", ")}`;

/** Between two uses in one transaction. */
export async function clearStaging(sql: Sql): Promise<void> {
  await prepareStaging(sql);
  await sql.query(clearAll);
}

/** `rows` are COPY text, columns in the order of {@link stagedNames}. */
export async function stageRows(sql: Sql, table: StagingTable, rows: readonly Buffer[]): Promise<void> {
  const runs = joinNeighbours(rows);
  if (runs.length === 0) return;
  const copy = sql.query(
    copyStreams.from(`COPY pg_temp.${table} (${stagedNames(table).join(", ")}) FROM STDIN`),
  );
  for (const run of runs) copy.write(run);
  copy.end();
  await finished(copy);
}

/** The same bytes in fewer pieces: what lies side by side in memory needs no copying. */
function joinNeighbours(rows: readonly Buffer[]): readonly Buffer[] {
  const runs: Buffer[] = [];
  let run: Buffer | undefined;
  for (const row of rows) {
    if (row.length === 0) continue;
    if (run && run.buffer === row.buffer && run.byteOffset + run.length === row.byteOffset) {
      run = Buffer.from(run.buffer, run.byteOffset, run.length + row.length);
    } else {
      if (run) runs.push(run);
      run = row;
    }
  }
  if (run) runs.push(run);
  return runs.length > mostRuns ? [Buffer.concat(runs)] : runs;
}
