import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { advanceRun, type WindowCursor } from "../progress/advance-run.ts";
import type { CallCounts } from "../progress/call-counts.ts";
import { mayBeOfRecord } from "#lib/store/write/page-errors.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import { resolveFailures, saveFailures } from "#lib/store/record-failures.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { ingestAroundRejected } from "#lib/store/write/ingest-around-rejected.ts";
import { ingestRecords, type IngestResult, type IngestRequest } from "#lib/store/write/ingest-records.ts";

/** Up to 1,000 records. */
export interface RecordPage extends IngestRequest {
  /** Records that the step had not counted before. */
  readonly seen: number;
  /** Where the step goes on after this page; absent when the page moves no cursor. */
  readonly cursor?: WindowCursor | undefined;
  /** Whether earlier failures of this type wait to be closed by a record that can be read. */
  readonly hasOpenFailures: boolean;
}

/**
 * Writes a page, its failures, its counts and its cursor in one transaction: all of it or nothing.
 *
 * A record for which PostgreSQL raises an error costs only itself, see take-in-around.
 *
 * @throws AppError `sync.lease_lost` when the run is no longer this attempt's; nothing was written.
 */
export async function commitPage(
  lease: RunLease,
  page: RecordPage,
  calls: CallCounts,
): Promise<RecordCounts> {
  try {
    return await writePage(lease, page, calls, ingestRecords);
  } catch (thrown) {
    if (!mayBeOfRecord(thrown)) throw thrown;
    return writePage(lease, page, calls, ingestAroundRejected);
  }
}

// A page can be made again from QuickBooks, and it commits with its cursor: waiting for the disk would
// buy nothing. The commit that ends the run waits, and takes these with it.
//
// During a backfill the tables grow far faster than they are analysed. A plan made when a table was empty
// reads it whole for each incoming record; every lookup of a page is by primary key, so none may.
const pageSettings = "SET LOCAL synchronous_commit = off; SET LOCAL enable_seqscan = off";

function writePage(
  lease: RunLease,
  page: RecordPage,
  calls: CallCounts,
  take: typeof ingestRecords,
): Promise<RecordCounts> {
  return withTenant(lease.organizationId, async (sql) => {
    await sql.query(pageSettings);
    const result = await take(sql, lease, page);
    return closePage(sql, lease, page, result, calls);
  });
}

async function closePage(
  sql: TenantSql,
  lease: RunLease,
  page: RecordPage,
  result: IngestResult,
  calls: CallCounts,
): Promise<RecordCounts> {
  const { recordType, incoming, hasOpenFailures } = page;
  await saveFailures(sql, lease, recordType, result.unreadable);
  if (hasOpenFailures) {
    const failed = new Set(result.unreadable.map((one) => one.sourceId));
    const readable = incoming.sourceIds.filter((id) => !failed.has(id));
    await resolveFailures(sql, lease, recordType, readable);
  }
  const counts = { ...result.counts, deleted: 0 };
  const { delta } = result;
  await advanceRun(sql, lease, { recordType, counts, delta, seen: page.seen, cursor: page.cursor }, calls);
  return counts;
}
