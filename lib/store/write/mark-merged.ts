import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { assertLease } from "../with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export interface Merge {
  readonly recordType: RecordType;
  readonly winnerId: string;
  readonly loserId: string;
}

/**
 * Notes on the losing record which one a merge left in its place, and on those that it had replaced
 * before. False when the losing record is not stored, or its merge is known.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function markMerged(lease: RunLease, merge: Merge): Promise<boolean> {
  return withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    const { rowCount } = await sql.query(
      `WITH version AS (
         INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source,
           sync_token, source_updated_at, replaced_by, sync_id)
         SELECT organization_id, company_id, kind, source_id, versions, source, sync_token, source_updated_at,
           'merged', $5
         FROM entities
         WHERE company_id = $1 AND organization_id = $6 AND kind = $2 AND source_id = $3 AND merged_into_id IS NULL
         RETURNING source_id
       )
       UPDATE entities SET merged_into_id = $4, versions = versions + 1, changed_at = now()
       FROM version WHERE company_id = $1 AND organization_id = $6 AND kind = $2 AND entities.source_id = version.source_id`,
      [lease.companyId, merge.recordType, merge.loserId, merge.winnerId, lease.syncId, sql.organization],
    );
    await sql.query(
      `UPDATE entities SET merged_into_id = $4
       WHERE company_id = $1 AND organization_id = $5 AND kind = $2 AND merged_into_id = $3 AND source_id <> $4`,
      [lease.companyId, merge.recordType, merge.loserId, merge.winnerId, sql.organization],
    );
    return rowCount === 1;
  });
}

interface MergeEventRow {
  readonly entity: string;
  readonly source_id: string;
  readonly deleted_id: string;
}

export interface ReportedMerge {
  /** Intuit's. */
  readonly entityName: string;
  readonly winnerId: string;
  readonly loserId: string;
}

/** Merges that webhooks told of and that no finished run has dealt with, the oldest first. */
export async function listReportedMerges(sql: TenantSql, lease: RunLease): Promise<readonly ReportedMerge[]> {
  const { rows } = await sql.query<MergeEventRow>(
    `SELECT entity, source_id, deleted_id FROM quickbooks_webhook_events
     WHERE company_id = $1 AND organization_id = $2 AND state IN ('pending', 'processing', 'failed')
       AND deleted_id IS NOT NULL
     ORDER BY occurred_at`,
    [lease.companyId, sql.organization],
  );
  return rows.map((row) => ({ entityName: row.entity, winnerId: row.source_id, loserId: row.deleted_id }));
}

/** A name as references show it; null when the record is not stored. */
export async function findShownName(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  sourceId: string,
): Promise<string | null> {
  const { rows } = await sql.query<{ shown: string }>(
    `SELECT coalesce(full_name, name) AS shown FROM entities
     WHERE company_id = $1 AND kind = $2 AND source_id = $3 AND organization_id = $4`,
    [lease.companyId, recordType, sourceId, sql.organization],
  );
  return rows[0]?.shown ?? null;
}
