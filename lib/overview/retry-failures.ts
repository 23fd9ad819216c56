import { recordAudit } from "../auth/record-audit.ts";
import type { Viewer } from "../auth/viewer.ts";
import { isRecordType, type RecordType } from "../books/record-type.ts";
import type { RetryFailures } from "../contracts/record-failures.ts";
import { AppError } from "../core/app-error.ts";
import type { CompanyId, SyncId } from "../core/ids.ts";
import { asFirm, type Sql } from "../db/scope.ts";
import { requestSyncIn } from "../sync/request-sync.ts";
import type { RecordReference } from "../sync/sync-request.ts";

export interface RetriedFailures {
  readonly records: number;
  readonly syncId: SyncId;
}

/** More than this, or a record whose Id could not be read: the whole type is compared instead. */
const mostSingleRecords = 200;

/**
 * Asks QuickBooks for refused records once more, in a sync of their own. What can now be taken in closes
 * its failure. The caller has made sure that the viewer may open the company.
 *
 * @throws AppError `request.not_found` when nothing open fits, `connection.*`.
 */
export async function retryFailures(
  viewer: Viewer,
  companyId: CompanyId,
  which: RetryFailures,
): Promise<RetriedFailures> {
  return asFirm(viewer.organizationId, async (sql) => {
    const wanted = await findWanted(sql, companyId, which);
    if (wanted.length === 0) throw new AppError("request.not_found", "None of these waits to be retried.");
    const single = wanted.length <= mostSingleRecords && wanted.every(({ sourceId }) => sourceId !== "");
    const scope = single
      ? { kind: "incremental" as const, records: wanted }
      : { kind: "repair" as const, types: [...new Set(wanted.map(({ recordType }) => recordType))] };
    const { syncId } = await requestSyncIn(sql, {
      ...scope,
      organizationId: viewer.organizationId,
      companyId,
      trigger: "retry",
      requestedById: viewer.userId,
    });
    await recordAudit(sql, {
      organizationId: viewer.organizationId,
      companyId,
      userId: viewer.userId,
      action: "record.retried",
      detail: { records: wanted.length, syncId },
    });
    return { records: wanted.length, syncId };
  });
}

async function findWanted(sql: Sql, companyId: CompanyId, which: RetryFailures): Promise<RecordReference[]> {
  const [condition, values] =
    "ids" in which
      ? ["id = ANY ($2)", [which.ids]]
      : ["record_type = $2 AND ($3::text IS NULL OR reason = $3)", [which.recordType, which.reason ?? null]];
  const { rows } = await sql.query<{ record_type: RecordType; source_id: string }>(
    `SELECT record_type, source_id FROM record_failures WHERE company_id = $1 AND state = 'open' AND ${condition}`,
    [companyId, ...values],
  );
  return rows.flatMap(({ record_type: recordType, source_id: sourceId }) =>
    isRecordType(recordType) ? [{ recordType, sourceId }] : [],
  );
}
