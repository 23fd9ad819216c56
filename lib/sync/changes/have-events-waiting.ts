import { withTenant } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** Events of the company have come in that no run answers yet, so that another run will follow this one. */
export async function haveEventsWaiting(lease: RunLease): Promise<boolean> {
  const { rowCount } = await withTenant(lease.organizationId, (sql) =>
    sql.query(
      `SELECT FROM quickbooks_webhook_events
       WHERE organization_id = $1 AND company_id = $2 AND state = 'pending' LIMIT 1`,
      [lease.organizationId, lease.companyId],
    ),
  );
  return rowCount === 1;
}
