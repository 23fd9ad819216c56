import type { RecordType } from "#lib/books/record-type.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable, perShape } from "../book-table.ts";

export interface Deletion {
  readonly sourceId: string;
  /** QuickBooks' time of the deletion, or of the answer in which the record was missing. */
  readonly deletedAt: Date;
}

/**
 * Marks records as gone from QuickBooks; their rows and lines stay. One that has changed at or after its
 * supposed deletion is left alone: it must be asked for. Returns how many were marked.
 */
export async function markDeleted(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  deletions: readonly Deletion[],
): Promise<number> {
  const { shape } = bookTable(recordType);
  const { rowCount } = await sql.query({
    name: `mark_deleted_${shape}`,
    text: statements[shape],
    values: [
      lease.companyId,
      recordType,
      lease.syncId,
      deletions.map((one) => one.sourceId),
      deletions.map((one) => one.deletedAt),
      sql.organization,
    ],
  });
  return rowCount ?? 0;
}

const statements = perShape(
  ({ shape, table, typeColumn }) => `
  WITH gone AS (
    SELECT stored.source_id, max(deletion.deleted_at) AS deleted_at
    FROM unnest($4::text[], $5::timestamptz[]) AS deletion (source_id, deleted_at)
    JOIN ${table} stored
      ON stored.company_id = $1 AND stored.${typeColumn} = $2 AND stored.source_id = deletion.source_id
        AND stored.organization_id = $6
    WHERE stored.deleted_at IS NULL AND stored.source_updated_at < deletion.deleted_at
    GROUP BY stored.source_id
  ), version AS (
    INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source,
      sync_token, source_updated_at, replaced_by, sync_id)
    SELECT stored.organization_id, stored.company_id, stored.${typeColumn}, stored.source_id, stored.versions,
      stored.source, stored.sync_token, stored.source_updated_at, 'deleted', $3
    FROM gone JOIN ${table} stored
      ON stored.company_id = $1 AND stored.${typeColumn} = $2 AND stored.source_id = gone.source_id
        AND stored.organization_id = $6
  )
  UPDATE ${table} stored SET deleted_at = gone.deleted_at, changed_at = now(), versions = stored.versions + 1
    ${shape === "entity" ? ", references_checked_at = NULL" : ""}
  FROM gone WHERE stored.company_id = $1 AND stored.${typeColumn} = $2 AND stored.source_id = gone.source_id
    AND stored.organization_id = $6`,
);
