import type { RecordType } from "#lib/books/record-type.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable } from "../book-table.ts";
import { findDiffering, type Differing } from "../read/find-differing.ts";
import type { IncomingPage, UnreadableRecord } from "./incoming-page.ts";
import { storeVersions } from "./store-versions.ts";
import { orderUndated } from "./order-undated.ts";
import type { PreparedRecord } from "./prepare-record.ts";
import type { RecordCounts } from "./record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { prepareStaging, stageRows } from "./stage-rows.ts";
import { upsertStaged } from "./upsert-staged.ts";
import { writeLines } from "./write-lines.ts";

export interface IngestResult {
  readonly counts: Omit<RecordCounts, "deleted">;
  /** How many more records are live than before. */
  readonly delta: number;
  readonly unreadable: readonly UnreadableRecord[];
}

export interface IngestRequest {
  readonly recordType: RecordType;
  readonly incoming: IncomingPage;
  /** QuickBooks' time of the answer; null when it did not say. */
  readonly readAt: Date | null;
  /** What the history says of the change, where it is neither an edit nor a void nor a return. */
  readonly because?: "merged" | undefined;
  /** Compare every column and line, and believe neither our hashes nor that a stored version is newer. */
  readonly force?: boolean | undefined;
}

/**
 * Brings the stored records of one type up to those given. Applying the same records twice changes nothing
 * the second time.
 */
export async function ingestRecords(
  sql: TenantSql,
  lease: RunLease,
  request: IngestRequest,
): Promise<IngestResult> {
  const { recordType, incoming, force = false } = request;
  const { sourceIds, contentHashes } = incoming;
  const differing = await findDiffering(sql, lease.companyId, recordType, sourceIds, contentHashes, force);
  const { records, unreadable } = incoming.prepare(placesOf(sourceIds, differing));
  const { written, delta } = await write(sql, lease, request, records, differing);
  const counts = { created: 0, changed: 0, derivedOnly: 0, failed: unreadable.length };
  for (const one of records) {
    if (written.has(one.sourceId)) counts[outcome(one, differing)] += 1;
  }
  const unchanged = sourceIds.length - counts.created - counts.changed - counts.derivedOnly - counts.failed;
  return { counts: { ...counts, unchanged }, delta, unreadable };
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
  sql: TenantSql,
  lease: RunLease,
  { recordType, readAt, because, force = false }: IngestRequest,
  records: readonly PreparedRecord[],
  differing: Differing,
): Promise<{ readonly written: ReadonlySet<string>; readonly delta: number }> {
  if (records.length === 0) return { written: new Set(), delta: 0 };
  await prepareStaging(sql);
  await stageRows(
    sql,
    bookTable(recordType).staging,
    records.map((one) => one.row),
  );
  await orderUndated(sql, lease, recordType, readAt, records);
  const stored = records.map((one) => one.sourceId).filter((sourceId) => differing.get(sourceId) !== null);
  if (stored.length > 0) await storeVersions(sql, lease, recordType, readAt, stored, because ?? null, force);
  const upserted = await upsertStaged(sql, lease, recordType, readAt, force);
  const written = new Set(upserted.keys());
  // What was stored cannot have changed since it was looked up: the lease lets one attempt write at a time.
  const wasLive = (id: string): boolean => differing.get(id)?.deleted === false;
  const delta = [...upserted].filter(([id, isLive]) => isLive && !wasLive(id)).length;
  const fresh = records.filter((one) => one.shape === "transaction" && (force || written.has(one.sourceId)));
  if (fresh.length === 0) return { written, delta };
  const isNew = fresh.every((one) => outcome(one, differing) === "created");
  return { written: written.union(await writeLines(sql, lease, recordType, fresh, isNew)), delta };
}

function outcome(one: PreparedRecord, differing: Differing): "created" | "changed" | "derivedOnly" {
  const stored = differing.get(one.sourceId);
  if (!stored) return "created";
  return stored.deleted || stored.editHash !== one.editHash ? "changed" : "derivedOnly";
}
