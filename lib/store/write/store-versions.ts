import type { RecordType } from "#lib/books/record-type.ts";
import type { FirmSql } from "#lib/db/scope.ts";
import { bookTable, perShape } from "../book-table.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { raises, stalenessGuard } from "./staleness-guard.ts";

/**
 * Copies what the staged page is about to replace by an edit into record_versions, and locks it until
 * the upsert, whose guard is the same, has replaced it.
 */
export async function keepVersions(
  sql: FirmSql,
  lease: RunLease,
  recordType: RecordType,
  readAt: Date | null,
  sourceIds: readonly string[],
  because: "merged" | null,
  thorough: boolean,
): Promise<void> {
  const { shape } = bookTable(recordType);
  await sql.query({
    name: `keep_versions_${shape}`,
    text: statements[shape],
    values: [
      lease.companyId,
      recordType,
      sourceIds,
      lease.syncId,
      readAt,
      because,
      thorough,
      sql.organization,
    ],
  });
}

// A repair believes QuickBooks' present answer and no time of ours.
const raised = `(held.deleted_at IS NOT NULL AND ($7::boolean OR ${raises("held", "staged", "$5::timestamptz")}))`;

const statements = perShape(
  ({ shape, table, typeColumn, staging }) => `
  INSERT INTO record_versions (organization_id, company_id, record_type, source_id, version, source,
    sync_token, source_updated_at, replaced_by, sync_id)
  SELECT held.organization_id, held.company_id, held.${typeColumn}, held.source_id, held.versions,
    held.source, held.sync_token, held.source_updated_at,
    CASE WHEN $6::text IS NOT NULL THEN $6 WHEN ${raised} THEN 'restored'
      ${shape === "transaction" ? "WHEN held.voided_at IS NULL AND staged.voided_at IS NOT NULL THEN 'voided'" : ""}
      ELSE 'edited' END, $4
  FROM ${table} held JOIN pg_temp.${staging} staged ON staged.source_id = held.source_id
  WHERE held.company_id = $1 AND held.${typeColumn} = $2 AND held.source_id = ANY ($3)
    AND held.organization_id = $8 AND (${raised} OR held.edit_hash <> staged.edit_hash)
    AND ($7::boolean OR ${stalenessGuard("held", "staged", "$5::timestamptz")})
  FOR UPDATE OF held`,
);
