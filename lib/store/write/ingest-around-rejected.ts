import type { DatabaseError } from "#lib/db/database-error.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { slicePage, type UnreadableRecord } from "./incoming-page.ts";
import { isOfData, mayBeOfRecord } from "./page-errors.ts";
import { addCounts } from "./record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { clearStaging } from "./stage-rows.ts";
import { ingestRecords, type IngestResult, type IngestRequest } from "./ingest-records.ts";

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
 * As {@link ingestRecords}, but a record for which PostgreSQL raises an error costs only itself: the page is
 * halved until that record is alone, and it becomes a rejected record. All within the caller's transaction, so
 * that the page is still committed with its cursor, or not at all.
 *
 * @throws whatever no single record can have caused, see page-errors
 */
export async function ingestAroundRejected(
  sql: TenantSql,
  lease: RunLease,
  request: IngestRequest,
): Promise<IngestResult> {
  return ingestPart(sql, lease, request, { byCode: new Map(), onPage: request.incoming.sourceIds.length });
}

async function ingestPart(
  sql: TenantSql,
  lease: RunLease,
  request: IngestRequest,
  rejections: Rejections,
): Promise<IngestResult> {
  const { length } = request.incoming.sourceIds;
  await sql.query("SAVEPOINT before_part");
  try {
    const result = await ingestRecords(sql, lease, request);
    await clearStaging(sql);
    await sql.query("RELEASE SAVEPOINT before_part");
    return result;
  } catch (thrown) {
    if (!mayBeOfRecord(thrown)) throw thrown;
    await sql.query("ROLLBACK TO SAVEPOINT before_part; RELEASE SAVEPOINT before_part");
    if (length === 1) return reject(request, thrown, rejections);
  }
  const middle = Math.ceil(length / 2);
  const part = (from: number, to: number): Promise<IngestResult> =>
    ingestPart(sql, lease, { ...request, incoming: slicePage(request.incoming, from, to) }, rejections);
  return join(await part(0, middle), await part(middle, length));
}

function reject(
  request: IngestRequest,
  rejection: DatabaseError,
  { byCode, onPage }: Rejections,
): IngestResult {
  const code = rejection.code ?? "";
  if (!isOfData(rejection)) {
    const count = (byCode.get(code) ?? 0) + 1;
    byCode.set(code, count);
    if (count > Math.min(mostOfOneCode, Math.max(1, onPage - 1))) throw rejection;
  }
  const { sourceIds, json } = request.incoming;
  const unreadable: UnreadableRecord[] = sourceIds.map((sourceId, place) => ({
    sourceId,
    reason: "record.unreadable",
    // The message may quote the value; the code names the rule that was broken.
    detail: `The database cannot hold one of its values (${code}).`,
    json: json(place),
  }));
  return {
    counts: { created: 0, changed: 0, derivedOnly: 0, unchanged: 0, failed: 1 },
    delta: 0,
    unreadable,
  };
}

function join(first: IngestResult, second: IngestResult): IngestResult {
  return {
    counts: addCounts({ ...first.counts, deleted: 0 }, { ...second.counts, deleted: 0 }),
    delta: first.delta + second.delta,
    unreadable: [...first.unreadable, ...second.unreadable],
  };
}
