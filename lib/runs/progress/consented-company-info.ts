// CompanyInfo as it was read when the company was connected, kept on the run that reads everything first.

import { withTenantAsyncCommit } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** Intuit's JSON; null when there is none, or it has been ingested. */
export async function findConsentedCompanyInfo(lease: RunLease): Promise<string | null> {
  return withTenantAsyncCommit(lease.organizationId, async (sql) => {
    const { rows } = await sql.query<{ company_info: string | null }>(
      "SELECT company_info FROM quickbooks_syncs WHERE id = $1 AND organization_id = $2",
      [lease.syncId, sql.organization],
    );
    return rows[0]?.company_info ?? null;
  });
}

/** @throws AppError `sync.lease_lost` */
export async function clearConsentedCompanyInfo(lease: RunLease): Promise<void> {
  await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      "UPDATE quickbooks_syncs SET company_info = NULL WHERE id = $1 AND organization_id = $2",
      [lease.syncId, sql.organization],
    );
  });
}
