import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** What QuickBooks calls the company; the firm's own name for it is another. In the firm's scope. */
export async function storeQuickBooksName(sql: TenantSql, companyId: CompanyId, name: string): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_connections SET company_name = $2
     WHERE company_id = $1 AND organization_id = $3 AND company_name IS DISTINCT FROM $2::text`,
    [companyId, name, sql.organization],
  );
}
