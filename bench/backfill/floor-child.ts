// The floor: the same pages, fetched the same way, and each record's JSON copied into one table with
// nothing else: no columns, no keys, no lines, no guard, no comparison.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import pg from "pg";
import copyStreams from "pg-copy-streams";

import { allRecordTypes, type RecordType } from "../../lib/books/record-type.ts";
import { isAppError } from "../../lib/core/app-error.ts";
import { intuitEntity } from "../../lib/quickbooks/entities.ts";
import { maxPageSize, queryPage } from "../../lib/quickbooks/query.ts";
import { copyText } from "../../lib/store/copy-text.ts";
import { inParallel } from "../../lib/sync/in-parallel.ts";
import { benchClient, type BenchTarget } from "../harness/bench-client.ts";
import { inputFromParent, reportToParent } from "../harness/run-child.ts";

export interface FloorInput {
  readonly target: BenchTarget;
  readonly databaseUrl: string;
  readonly companyId: string;
}

export interface FloorOutput {
  readonly seconds: number;
  readonly records: number;
}

/* Written by backfill.ts. */
const { target, databaseUrl, companyId } = inputFromParent() as FloorInput;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
await pool.query("DROP TABLE IF EXISTS bench_floor; CREATE TABLE bench_floor (source json NOT NULL)");
const client = benchClient(target, companyId);

let records = 0;
const startedAt = performance.now();
await inParallel(allRecordTypes, 4, readType);
const output: FloorOutput = { seconds: (performance.now() - startedAt) / 1000, records };
await pool.query("DROP TABLE bench_floor");
await pool.end();
reportToParent(output);

async function readType(recordType: RecordType): Promise<void> {
  if (intuitEntity(recordType).access === "day") return;
  let fetching = fetchPage(recordType, 1);
  for (let start = 1; ; start += maxPageSize) {
    const page = await fetching;
    const isLast = page.length < maxPageSize;
    if (!isLast) fetching = fetchPage(recordType, start + maxPageSize);
    await copy(page);
    records += page.length;
    if (isLast) return;
  }
}

async function fetchPage(recordType: RecordType, startPosition: number): Promise<readonly unknown[]> {
  try {
    const page = await queryPage(client, recordType, { startPosition, maxResults: maxPageSize });
    return page.records;
  } catch (thrown) {
    if (isAppError(thrown, "quickbooks.not_offered")) return [];
    throw thrown;
  }
}

async function copy(page: readonly unknown[]): Promise<void> {
  if (page.length === 0) return;
  const text = page.map((record) => `${copyText(JSON.stringify(record))}\n`).join("");
  const connection = await pool.connect();
  try {
    const stream = connection.query(copyStreams.from("COPY bench_floor (source) FROM STDIN"));
    await pipeline(Readable.from([Buffer.from(text)], { objectMode: true }), stream);
  } finally {
    connection.release();
  }
}
