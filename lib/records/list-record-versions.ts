import type { Actor } from "#lib/core/actor.ts";
import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordVersion } from "#lib/contracts/records.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

interface VersionRow {
  readonly version: number;
  readonly sync_token: number;
  readonly source_updated_at: Date;
  readonly replaced_at: Date | null;
  readonly replaced_by: string | null;
  readonly sync_id: string | null;
  readonly source: unknown;
}

const most = 100;

/**
 * What a record has been, newest first: the present, and up to a hundred versions before it. The caller
 * has made sure that the actor may open the company.
 *
 * @throws AppError `request.not_found`.
 */
export async function listRecordVersions(
  actor: Actor,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordVersion[]> {
  const { shape } = recordTypes[recordType];
  const [table, column] = shape === "transaction" ? ["transactions", "type"] : ["entities", "kind"];
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<VersionRow>(
      `SELECT versions AS version, sync_token, source_updated_at, NULL::timestamptz AS replaced_at,
              NULL AS replaced_by, NULL::uuid AS sync_id, source
         FROM ${table}
        WHERE company_id = $1 AND ${column} = $2 AND source_id = $3 AND organization_id = $4
       UNION ALL
       (SELECT version, sync_token, source_updated_at, replaced_at, replaced_by, sync_id, source
          FROM record_versions
         WHERE company_id = $1 AND record_type = $2 AND source_id = $3 AND organization_id = $4
         ORDER BY version DESC LIMIT ${most})
       ORDER BY version DESC`,
      [companyId, recordType, id, sql.organization],
    ),
  );
  if (rows.length === 0) throw new AppError("request.not_found", "We hold no such record.");
  return rows.map((row) => ({
    version: row.version,
    syncToken: row.sync_token,
    updatedAt: row.source_updated_at.toISOString(),
    replacedAt: row.replaced_at?.toISOString() ?? null,
    replacedBy: row.replaced_by,
    syncId: row.sync_id,
    /* It came out of a json column. */
    source: row.source as RecordVersion["source"],
  }));
}
