// The least that keeping a copy can cost: fetch the same pages, as many at once, and COPY each record's
// JSON into one table. With "fetch" instead of "copy" it stores nothing.
//
// node bench/backfill/floor-process.ts <copy|fetch> <realm> <token> <types, largest first>

import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import pg from "pg";
import copyStreams from "pg-copy-streams";

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { config } from "#lib/config/config.ts";
import { parseCompanyId, parseRealmId } from "#lib/core/ids.ts";
import { createClient } from "#lib/quickbooks/create-client.ts";
import { unpaced } from "#lib/quickbooks/pacing.ts";
import { maxPageSize, queryPage } from "#lib/quickbooks/query.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import { parseRow } from "#lib/quickbooks/wire/parse-row.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { inParallel } from "#lib/sync/read/ask/in-parallel.ts";
import { windowProgress, windowRequest } from "#lib/sync/read/page-window.ts";
import { callsAtOnce } from "#lib/sync/run-steps.ts";
import { updatedAtOf } from "#lib/sync/read/wire-identity.ts";

type Cursor = Parameters<typeof windowRequest>[0];

const [mode = "copy", realm = "", token = "", list = ""] = process.argv.slice(2);
const recordTypes = list.split(",").filter(isRecordType);
const client = createClient({
  apiBaseUrl: config().quickbooks.apiBaseUrl,
  companyId: parseCompanyId("00000000-0000-4000-8000-000000000000"),
  realmId: parseRealmId(realm),
  tokens: { get: () => Promise.resolve(token), rejected: () => Promise.reject(new Error("401")) },
  pacer: unpaced,
});
const pool = new pg.Pool({ connectionString: config().databaseUrl, max: callsAtOnce });
await pool.query("CREATE TABLE IF NOT EXISTS floor_records (type text, id text, source json)");
await pool.query("TRUNCATE floor_records");

const startedAt = performance.now();
let taken = 0;
let pages = 0;
await inParallel(recordTypes, callsAtOnce, copyType);
const seconds = (performance.now() - startedAt) / 1000;
await pool.end();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  `floor ${JSON.stringify({
    records: taken,
    pages,
    seconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakRssMb: Math.round(maxRSS / 1024),
  })}`,
);

/** As the product reads: the next page is asked for while this one is stored. */
async function copyType(recordType: RecordType): Promise<void> {
  let cursor: Cursor = null;
  let fetching = fetchPage(recordType, cursor);
  for (;;) {
    const page = await fetching;
    const records = page.rows.map(parseRow);
    const times = records.map((record) => updatedAtOf(recordType, record) ?? new Date(0));
    const { next, fresh } = windowProgress(cursor, times, 1000);
    if (next) {
      fetching = fetchPage(recordType, next);
      fetching.catch(() => undefined);
    }
    taken += fresh;
    pages += 1;
    if (mode === "copy") await copyPage(recordType, records);
    if (!next) return;
    cursor = next;
  }
}

function fetchPage(recordType: RecordType, cursor: Cursor): Promise<QueryPage> {
  return queryPage(client, recordType, { ...windowRequest(cursor, 1000), maxResults: maxPageSize });
}

async function copyPage(recordType: RecordType, rows: readonly WireRecord[]): Promise<void> {
  const text = rows.map((row) => `${recordType}\t${String(row["Id"])}\t${copied(row)}\n`).join("");
  const connection = await pool.connect();
  try {
    const copy = connection.query(copyStreams.from("COPY floor_records FROM STDIN"));
    await pipeline(Readable.from([Buffer.from(text)], { objectMode: true }), copy);
  } finally {
    connection.release();
  }
}

/** JSON has no raw newline or tab; of COPY's special characters only the backslash is left. */
function copied(row: WireRecord): string {
  return JSON.stringify(row).replaceAll("\\", "\\\\");
}
