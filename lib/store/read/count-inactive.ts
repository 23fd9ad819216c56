import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** How many live records of a name list are inactive; none of anything else. */
export async function countInactive(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM entities
     WHERE company_id = $1 AND organization_id = $3 AND kind = $2 AND deleted_at IS NULL AND NOT active`,
    [companyId, recordType, sql.organization],
  );
  return rows[0]?.count ?? 0;
}
