import type { RecordType } from "#lib/books/record-type.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable, perShape } from "../book-table.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { undeletes, stalenessGuard } from "./staleness-guard.ts";

/**
 * Copies what the staged page is about to replace by an edit into record_versions, and locks it until
 * the upsert, whose guard is the same, has replaced it.
 */
export async function storeVersions(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  readAt: Date | null,
  sourceIds: readonly string[],
  because: "merged" | null,
  force: boolean,
): Promise<void> {
  const { shape } = bookTable(recordType);
  await sql.query({
    name: `keep_versions_${shape}`,
    text: statements[shape],
    values: [lease.companyId, recordType, sourceIds, lease.syncId, readAt, because, force, sql.organization],
  });
}

// A repair believes QuickBooks' present answer and no time of ours.
const raised = `(stored.deleted_at IS NOT NULL AND ($7::boolean OR ${undeletes("stored", "staged", "$5::timestamptz")}))`;

const statements = perShape(
  ({ shape, table, typeColumn, staging }) => `
  INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source,
    sync_token, source_updated_at, replaced_by, sync_id)
  SELECT stored.organization_id, stored.company_id, stored.${typeColumn}, stored.source_id, stored.versions,
    stored.source, stored.sync_token, stored.source_updated_at,
    CASE WHEN $6::text IS NOT NULL THEN $6 WHEN ${raised} THEN 'restored'
      ${shape === "transaction" ? "WHEN stored.voided_at IS NULL AND staged.voided_at IS NOT NULL THEN 'voided'" : ""}
      ELSE 'edited' END, $4
  FROM ${table} stored JOIN pg_temp.${staging} staged ON staged.source_id = stored.source_id
  WHERE stored.company_id = $1 AND stored.${typeColumn} = $2 AND stored.source_id = ANY ($3)
    AND stored.organization_id = $8 AND (${raised} OR stored.edit_hash <> staged.edit_hash)
    AND ($7::boolean OR ${stalenessGuard("stored", "staged", "$5::timestamptz")})
  FOR UPDATE OF stored`,
);
