import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { nextSyncAt } from "./schedule-sql.ts";

/**
 * Sets when a company is next due, after its schedule, quiet hour or time zone has changed. In the
 * transaction of the change.
 */
export async function scheduleCompany(sql: TenantSql, companyId: CompanyId): Promise<Date | null> {
  const { rows } = await sql.query<{ next_sync_at: Date | null }>(
    `UPDATE companies AS company SET next_sync_at = ${nextSyncAt("now()", "false")}
     WHERE company.id = $1 AND company.organization_id = $2 RETURNING next_sync_at`,
    [companyId, sql.organization],
  );
  return rows[0]?.next_sync_at ?? null;
}
