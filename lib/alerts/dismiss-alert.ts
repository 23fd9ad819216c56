import type { TenantSql } from "#lib/db/scope.ts";

/** In a firm's scope. False when there is no such open alert. It stays dismissed until it has recovered. */
export async function dismissAlert(sql: TenantSql, alertId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    "UPDATE alerts SET state = 'dismissed' WHERE id = $1 AND organization_id = $2 AND state = 'open'",
    [alertId, sql.organization],
  );
  return rowCount === 1;
}
