import type { RecordType } from "#lib/books/record-type.ts";
import type { FirmSql } from "#lib/db/scope.ts";
import { bookTable } from "../book-table.ts";
import { findDiffering, type Differing } from "../read/find-differing.ts";
import type { IncomingPage, UnreadableRecord } from "./incoming-page.ts";
import { keepVersions } from "./store-versions.ts";
import { orderUndated } from "./order-undated.ts";
import type { PreparedRecord } from "./prepare-record.ts";
import type { RecordCounts } from "./record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { prepareStaging, stageRows } from "./stage-rows.ts";
import { upsertStaged } from "./upsert-staged.ts";
import { writeLines } from "./write-lines.ts";

export interface TakenIn {
  readonly counts: Omit<RecordCounts, "deleted">;
  /** How many more records are live than before. */
  readonly gained: number;
  readonly unreadable: readonly UnreadableRecord[];
}

export interface TakingIn {
  readonly recordType: RecordType;
  readonly incoming: IncomingPage;
  /** QuickBooks' time of the answer; null when it did not say. */
  readonly readAt: Date | null;
  /** What the history says of the change, where it is neither an edit nor a void nor a return. */
  readonly because?: "merged" | undefined;
  /** Compare every column and line, and believe neither our hashes nor that a held version is newer. */
  readonly thorough?: boolean | undefined;
}

/**
 * Brings the held records of one type up to those given. Applying the same records twice changes nothing
 * the second time.
 */
export async function takeIn(sql: FirmSql, lease: RunLease, taking: TakingIn): Promise<TakenIn> {
  const { recordType, incoming, thorough = false } = taking;
  const { sourceIds, contentHashes } = incoming;
  const differing = await findDiffering(sql, lease.companyId, recordType, sourceIds, contentHashes, thorough);
  const { records, unreadable } = incoming.prepare(placesOf(sourceIds, differing));
  const { written, gained } = await write(sql, lease, taking, records, differing);
  const counts = { created: 0, changed: 0, touched: 0, failed: unreadable.length };
  for (const one of records) {
    if (written.has(one.sourceId)) counts[fate(one, differing)] += 1;
  }
  const unchanged = sourceIds.length - counts.created - counts.changed - counts.touched - counts.failed;
  return { counts: { ...counts, unchanged }, gained, unreadable };
}

/** What differs, and what cannot be told. Of a record that is there twice only the later one counts. */
function placesOf(sourceIds: readonly string[], differing: Differing): readonly number[] {
  if (differing.size === 0) return [];
  const last = new Map(sourceIds.map((sourceId, place) => [sourceId, place]));
  return sourceIds.flatMap((sourceId, place) =>
    sourceId === "" || (differing.has(sourceId) && last.get(sourceId) === place) ? [place] : [],
  );
}

async function write(
  sql: FirmSql,
  lease: RunLease,
  { recordType, readAt, because, thorough = false }: TakingIn,
  records: readonly PreparedRecord[],
  differing: Differing,
): Promise<{ readonly written: ReadonlySet<string>; readonly gained: number }> {
  if (records.length === 0) return { written: new Set(), gained: 0 };
  await prepareStaging(sql);
  await stageRows(
    sql,
    bookTable(recordType).staging,
    records.map((one) => one.row),
  );
  await orderUndated(sql, lease, recordType, readAt, records);
  const held = records.map((one) => one.sourceId).filter((sourceId) => differing.get(sourceId) !== null);
  if (held.length > 0) await keepVersions(sql, lease, recordType, readAt, held, because ?? null, thorough);
  const upserted = await upsertStaged(sql, lease, recordType, readAt, thorough);
  const written = new Set(upserted.keys());
  // What was held cannot have changed since it was looked up: the lease lets one attempt write at a time.
  const wasLive = (id: string): boolean => differing.get(id)?.deleted === false;
  const gained = [...upserted].filter(([id, isLive]) => isLive && !wasLive(id)).length;
  const fresh = records.filter(
    (one) => one.shape === "transaction" && (thorough || written.has(one.sourceId)),
  );
  if (fresh.length === 0) return { written, gained };
  const isNew = fresh.every((one) => fate(one, differing) === "created");
  return { written: written.union(await writeLines(sql, lease, recordType, fresh, isNew)), gained };
}

function fate(one: PreparedRecord, differing: Differing): "created" | "changed" | "touched" {
  const held = differing.get(one.sourceId);
  if (!held) return "created";
  return held.deleted || held.editHash !== one.editHash ? "changed" : "touched";
}
