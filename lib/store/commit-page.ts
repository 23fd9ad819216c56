import pg from "pg";

import { asFirm, type Sql } from "../db/scope.ts";
import { advanceRun, type WindowCursor } from "./advance-run.ts";
import { noCalls, type CallCounts } from "./call-counts.ts";
import { slicePage, type UnreadableRecord } from "./incoming-page.ts";
import { addCounts, type RecordCounts } from "./record-counts.ts";
import { resolveFailures, saveFailures } from "./record-failures.ts";
import type { RunLease } from "./run-lease.ts";
import { takeIn, type TakenIn, type TakingIn } from "./take-in.ts";

/** Up to 1,000 records. */
export interface RecordPage extends TakingIn {
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
 * A value that PostgreSQL refuses (a figure out of range, a character it cannot hold) costs only its
 * record: the page is halved until that record is alone and becomes a failure.
 *
 * @throws AppError `sync.lease_lost` when the run is no longer this attempt's; nothing was written.
 */
export async function commitPage(
  lease: RunLease,
  page: RecordPage,
  calls: CallCounts,
): Promise<RecordCounts> {
  try {
    return await asFirm(lease.organizationId, (sql) => writePage(sql, lease, page, calls));
  } catch (thrown) {
    if (!isRefusedValue(thrown)) throw thrown;
    return page.incoming.sourceIds.length === 1
      ? commitRefused(lease, page, calls, thrown)
      : commitHalves(lease, page, calls);
  }
}

// A page can be made again from QuickBooks, and it commits with its cursor: waiting for the disk would
// buy nothing. The commit that ends the run waits, and takes these with it.
//
// During a backfill the tables grow far faster than they are analysed. A plan made when a table was empty
// reads it whole for each incoming record; every lookup of a page is by primary key, so none may.
const pageSettings = "SET LOCAL synchronous_commit = off; SET LOCAL enable_seqscan = off";

async function writePage(
  sql: Sql,
  lease: RunLease,
  page: RecordPage,
  calls: CallCounts,
): Promise<RecordCounts> {
  await sql.query(pageSettings);
  const taken = await takeIn(sql, lease, page);
  return closePage(sql, lease, page, taken, calls);
}

async function closePage(
  sql: Sql,
  lease: RunLease,
  page: RecordPage,
  taken: TakenIn,
  calls: CallCounts,
): Promise<RecordCounts> {
  const { recordType, incoming, hasOpenFailures } = page;
  await saveFailures(sql, lease, recordType, taken.unreadable);
  if (hasOpenFailures) {
    const failed = new Set(taken.unreadable.map((one) => one.sourceId));
    const readable = incoming.sourceIds.filter((id) => !failed.has(id));
    await resolveFailures(sql, lease, recordType, readable);
  }
  const counts = { ...taken.counts, deleted: 0 };
  const { gained } = taken;
  await advanceRun(sql, lease, { recordType, counts, gained, seen: page.seen, cursor: page.cursor }, calls);
  return counts;
}

/** The first half commits without the cursor, which moves only once the second half is in too. */
async function commitHalves(lease: RunLease, page: RecordPage, calls: CallCounts): Promise<RecordCounts> {
  const { length } = page.incoming.sourceIds;
  const middle = Math.ceil(length / 2);
  const first = { ...page, incoming: slicePage(page.incoming, 0, middle), seen: 0, cursor: undefined };
  const second = { ...page, incoming: slicePage(page.incoming, middle, length) };
  const firstCounts = await commitPage(lease, first, calls);
  return addCounts(firstCounts, await commitPage(lease, second, noCalls));
}

async function commitRefused(
  lease: RunLease,
  page: RecordPage,
  calls: CallCounts,
  refusal: pg.DatabaseError,
): Promise<RecordCounts> {
  // The message may quote the value; the code names the rule that was broken.
  const detail = `The database cannot hold one of its values (${refusal.code ?? "22000"}).`;
  const { sourceIds, json } = page.incoming;
  const unreadable: UnreadableRecord[] = sourceIds.map((sourceId, place) => ({
    sourceId,
    reason: "record.unreadable",
    detail,
    json: json(place),
  }));
  const counts = { created: 0, changed: 0, touched: 0, unchanged: 0, failed: 1 };
  return asFirm(lease.organizationId, (sql) =>
    closePage(sql, lease, page, { counts, gained: 0, unreadable }, calls),
  );
}

/** Class 22 of PostgreSQL's error codes, "data exception". */
function isRefusedValue(thrown: unknown): thrown is pg.DatabaseError {
  return thrown instanceof pg.DatabaseError && thrown.code?.startsWith("22") === true;
}
