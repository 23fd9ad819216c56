import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import type { Changes } from "#lib/quickbooks/changes.ts";
import { maxPageSize } from "#lib/quickbooks/query.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { findLive } from "#lib/store/read/find-live.ts";
import { deleteReported } from "./delete-records.ts";
import { isBeforeStart } from "../read/ask/record-filter.ts";
import type { RunContext } from "../run-context.ts";
import { ingestRecordsOf } from "../read/ingest-page.ts";
import { idOf } from "../read/wire-identity.ts";

/**
 * Takes one answer of change data capture in: what changed first, then what was deleted. Returns the types
 * of which there may be more or fewer than before.
 */
export async function ingestChanges(context: RunContext, changes: Changes): Promise<ReadonlySet<RecordType>> {
  const readAt = changes.time;
  const moved = new Set(changes.deleted.map((one) => one.recordType));
  for (const [recordType, all] of changes.changed) {
    const records = await leaveOutEarly(context, recordType, all);
    for (let start = 0; start < records.length; start += maxPageSize) {
      const page = records.slice(start, start + maxPageSize);
      const taken = await ingestRecordsOf(context, { recordType, records: page, readAt });
      // Most of what is told is stored already, since a little more is asked for than has to be.
      if (taken.created + taken.changed + taken.failed > 0) moved.add(recordType);
    }
  }
  const reported = Map.groupBy(changes.deleted, (one) => one.recordType);
  if (reported.size > 0) await deleteReported(context, reported);
  return moved;
}

/**
 * Change data capture knows no dates of documents: those before the company's start are left out here,
 * but for the ones that we hold. A document that was moved to an earlier day is still ours.
 */
async function leaveOutEarly(
  context: RunContext,
  recordType: RecordType,
  records: readonly WireRecord[],
): Promise<readonly WireRecord[]> {
  const early = records.filter((record) => isBeforeStart(context, recordType, record));
  if (early.length === 0) return records;
  const { organizationId, companyId } = context.lease;
  const ids = early.map((record) => idOf(recordType, record));
  const stored = await withTenant(organizationId, (sql) => findLive(sql, companyId, recordType, ids));
  const leftOut = new Set(early.filter((record) => !stored.has(idOf(recordType, record))));
  return records.filter((record) => !leftOut.has(record));
}
