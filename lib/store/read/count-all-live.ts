import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** Live records of all types together: what the share of a mass deletion is measured against. */
export async function countAllLive(sql: TenantSql, companyId: CompanyId): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM entities WHERE company_id = $1 AND organization_id = $2 AND deleted_at IS NULL)::integer
          + (SELECT count(*) FROM transactions WHERE company_id = $1 AND organization_id = $2 AND deleted_at IS NULL)::integer AS count`,
    [companyId, sql.organization],
  );
  return rows[0]?.count ?? 0;
}
