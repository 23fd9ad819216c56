// Records that could not be imported: asked for again, one, several or all of a kind.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, OrganizationId, UserId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { requestSyncIn, type RequestedSync } from "#lib/runs/request/request-run.ts";
import type { RecordReference } from "#lib/runs/request/run-scope.ts";

export interface FailuresToRetry {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly requestedById: UserId | null;
  /** Default: of all types. */
  readonly recordType?: RecordType | undefined;
  /** Ids of record_failures. Default: all that are open. */
  readonly failureIds?: readonly string[] | undefined;
}

/** More single records than this are read with their whole types. */
const mostRecords = 2000;

/**
 * Asks QuickBooks for the failed records again; those that can be read now are imported and their
 * failures closed. In the firm's scope.
 *
 * @throws AppError `request.not_found` when there is no such open failure, `connection.*`
 */
export async function retryFailures(sql: TenantSql, retry: FailuresToRetry): Promise<RequestedSync> {
  const { organizationId, companyId, requestedById } = retry;
  const failed = await listOpen(sql, retry);
  if (failed.length === 0) throw new AppError("request.not_found");
  const asked = { organizationId, companyId, requestedById, trigger: "retry" } as const;
  // A record whose Id could not be read cannot be asked for by it: its type is read again.
  const wholeTypes = [...new Set(failed.filter((one) => one.sourceId === "").map((one) => one.recordType))];
  if (wholeTypes.length > 0 || failed.length > mostRecords) {
    const types =
      failed.length > mostRecords ? [...new Set(failed.map((one) => one.recordType))] : wholeTypes;
    return requestSyncIn(sql, { ...asked, kind: "full", types });
  }
  return requestSyncIn(sql, { ...asked, kind: "incremental", records: failed });
}

async function listOpen(sql: TenantSql, retry: FailuresToRetry): Promise<readonly RecordReference[]> {
  const { rows } = await sql.query<{ record_type: string; source_id: string }>(
    `SELECT record_type, source_id FROM record_failures
     WHERE company_id = $1 AND organization_id = $4 AND state <> 'resolved'
       AND ($2::text IS NULL OR record_type = $2)
       AND ($3::uuid[] IS NULL AND state = 'open' OR id = ANY ($3))
     ORDER BY first_seen_at LIMIT ${mostRecords + 1}`,
    [retry.companyId, retry.recordType ?? null, retry.failureIds ?? null, sql.organization],
  );
  return rows.flatMap((row) =>
    isRecordType(row.record_type) ? [{ recordType: row.record_type, sourceId: row.source_id }] : [],
  );
}
