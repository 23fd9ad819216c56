import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** QuickBooks was asked for these types outside of a run, and still does not offer them. */
export async function markAsked(
  sql: TenantSql,
  companyId: CompanyId,
  recordTypes: readonly RecordType[],
): Promise<void> {
  await sql.query(
    `UPDATE company_record_types SET last_asked_at = clock_timestamp()
     WHERE company_id = $1 AND organization_id = $3 AND record_type = ANY ($2) AND offered = false`,
    [companyId, recordTypes, sql.organization],
  );
}
