import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import type { Sql } from "../db/scope.ts";
import type { MappedEntity, MappedRecord, MappedTransaction } from "../mapping/mapped-record.ts";
import { findDiffering, type Differing } from "./find-differing.ts";
import type { IncomingRecord } from "./incoming-record.ts";
import { keepVersions } from "./keep-versions.ts";
import type { RecordCounts } from "./record-counts.ts";
import type { RunLease } from "./run-lease.ts";
import { prepareStaging, stageRows } from "./stage-rows.ts";
import { entityColumns, transactionColumns } from "./staged-columns.ts";
import { upsertStaged } from "./upsert-staged.ts";
import { writeLines } from "./write-lines.ts";

export interface UnreadableRecord {
  readonly record: IncomingRecord;
  readonly reason: string;
  readonly detail: string;
}

export interface TakenIn {
  readonly counts: Omit<RecordCounts, "deleted">;
  readonly unreadable: readonly UnreadableRecord[];
}

export interface TakingIn {
  readonly recordType: RecordType;
  /** Of one answer of QuickBooks. */
  readonly records: readonly IncomingRecord[];
  /** QuickBooks' time of that answer. */
  readonly readAt: Date | null;
  /** What the history says of the change, where it is neither an edit nor a void nor a return. */
  readonly because?: "merged" | undefined;
}

/**
 * Brings the held records of one type up to those given. Applying the same records twice changes nothing
 * the second time.
 */
export async function takeIn(sql: Sql, lease: RunLease, taking: TakingIn): Promise<TakenIn> {
  const { recordType, records } = taking;
  const latest = lastOfEach(records);
  const differing = await findDiffering(sql, lease.companyId, recordType, [...latest.values()]);
  const { mapped, unreadable } = mapDiffering(latest, differing, records);
  const written = await write(sql, lease, taking, mapped, differing);
  const counts = { created: 0, changed: 0, touched: 0, failed: unreadable.length };
  for (const one of mapped) {
    if (written.has(one.row.sourceId)) counts[fate(one, differing)] += 1;
  }
  const unchanged = records.length - counts.created - counts.changed - counts.touched - counts.failed;
  return { counts: { ...counts, unchanged }, unreadable };
}

/** One answer may name a record twice when it moved while it was being read; the later one counts. */
function lastOfEach(records: readonly IncomingRecord[]): Map<string, IncomingRecord> {
  return new Map(records.filter((one) => one.sourceId !== "").map((one) => [one.sourceId, one]));
}

function mapDiffering(
  latest: ReadonlyMap<string, IncomingRecord>,
  differing: Differing,
  records: readonly IncomingRecord[],
): { mapped: MappedRecord[]; unreadable: UnreadableRecord[] } {
  const mapped: MappedRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  const candidates = records.filter(
    (one) => one.sourceId === "" || (differing.has(one.sourceId) && latest.get(one.sourceId) === one),
  );
  for (const record of candidates) {
    try {
      mapped.push(record.map());
    } catch (thrown) {
      if (!isAppError(thrown, "record.unreadable")) throw thrown;
      unreadable.push({ record, reason: thrown.code, detail: thrown.message });
    }
  }
  return { mapped, unreadable };
}

async function write(
  sql: Sql,
  lease: RunLease,
  { recordType, readAt, because }: TakingIn,
  mapped: readonly MappedRecord[],
  differing: Differing,
): Promise<ReadonlySet<string>> {
  if (mapped.length === 0) return new Set();
  await prepareStaging(sql);
  const entities = mapped.filter((one): one is MappedEntity => one.shape === "entity");
  const transactions = mapped.filter((one): one is MappedTransaction => one.shape === "transaction");
  await stageRows(
    sql,
    "staged_entities",
    entityColumns,
    entities.map((one) => one.row),
  );
  await stageRows(
    sql,
    "staged_transactions",
    transactionColumns,
    transactions.map((one) => one.row),
  );
  const held = mapped.map((one) => one.row.sourceId).filter((id) => differing.get(id) !== null);
  if (held.length > 0) await keepVersions(sql, lease, recordType, readAt, held, because ?? null);
  const written = await upsertStaged(sql, lease, recordType, readAt);
  const fresh = transactions.filter((one) => written.has(one.row.sourceId));
  const isNew = fresh.every((one) => fate(one, differing) === "created");
  if (fresh.length > 0) await writeLines(sql, lease, recordType, fresh, isNew);
  return written;
}

function fate(one: MappedRecord, differing: Differing): "created" | "changed" | "touched" {
  const held = differing.get(one.row.sourceId);
  if (!held) return "created";
  return held.deleted || !held.editHash.equals(one.row.editHash) ? "changed" : "touched";
}
