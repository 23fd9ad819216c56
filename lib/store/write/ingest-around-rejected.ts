import type { DatabaseError } from "#lib/db/database-error.ts";
import type { FirmSql } from "#lib/db/scope.ts";
import { slicePage, type UnreadableRecord } from "./incoming-page.ts";
import { isOfData, mayBeOfRecord } from "./page-errors.ts";
import { addCounts } from "./record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { clearStaging } from "./stage-rows.ts";
import { takeIn, type TakenIn, type TakingIn } from "./ingest-records.ts";

/**
 * An error that is not about values and that more records than this seem to cause, each by itself, is
 * caused by none of them; nor is one that all records of a page seem to cause.
 */
const mostOfOneCode = 3;

/** How many records were rejected for errors that are not about values. */
interface Rejections {
  /** SQLSTATE. */
  readonly byCode: Map<string, number>;
  /** Records on the whole page. */
  readonly onPage: number;
}

/**
 * As {@link takeIn}, but a record for which PostgreSQL raises an error costs only itself: the page is
 * halved until that record is alone, and it becomes a rejected record. All within the caller's transaction, so
 * that the page is still committed with its cursor, or not at all.
 *
 * @throws whatever no single record can have caused, see page-errors
 */
export async function takeInAround(sql: FirmSql, lease: RunLease, taking: TakingIn): Promise<TakenIn> {
  return takePart(sql, lease, taking, { byCode: new Map(), onPage: taking.incoming.sourceIds.length });
}

async function takePart(
  sql: FirmSql,
  lease: RunLease,
  taking: TakingIn,
  rejections: Rejections,
): Promise<TakenIn> {
  const { length } = taking.incoming.sourceIds;
  await sql.query("SAVEPOINT before_part");
  try {
    const taken = await takeIn(sql, lease, taking);
    await clearStaging(sql);
    await sql.query("RELEASE SAVEPOINT before_part");
    return taken;
  } catch (thrown) {
    if (!mayBeOfRecord(thrown)) throw thrown;
    await sql.query("ROLLBACK TO SAVEPOINT before_part; RELEASE SAVEPOINT before_part");
    if (length === 1) return reject(taking, thrown, rejections);
  }
  const middle = Math.ceil(length / 2);
  const part = (from: number, to: number): Promise<TakenIn> =>
    takePart(sql, lease, { ...taking, incoming: slicePage(taking.incoming, from, to) }, rejections);
  return join(await part(0, middle), await part(middle, length));
}

function reject(taking: TakingIn, refusal: DatabaseError, { byCode, onPage }: Rejections): TakenIn {
  const code = refusal.code ?? "";
  if (!isOfData(refusal)) {
    const count = (byCode.get(code) ?? 0) + 1;
    byCode.set(code, count);
    if (count > Math.min(mostOfOneCode, Math.max(1, onPage - 1))) throw refusal;
  }
  const { sourceIds, json } = taking.incoming;
  const unreadable: UnreadableRecord[] = sourceIds.map((sourceId, place) => ({
    sourceId,
    reason: "record.unreadable",
    // The message may quote the value; the code names the rule that was broken.
    detail: `The database cannot hold one of its values (${code}).`,
    json: json(place),
  }));
  return { counts: { created: 0, changed: 0, touched: 0, unchanged: 0, failed: 1 }, gained: 0, unreadable };
}

function join(first: TakenIn, second: TakenIn): TakenIn {
  return {
    counts: addCounts({ ...first.counts, deleted: 0 }, { ...second.counts, deleted: 0 }),
    gained: first.gained + second.gained,
    unreadable: [...first.unreadable, ...second.unreadable],
  };
}
