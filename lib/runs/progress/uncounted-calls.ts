import { withTenant, type Sql, type SystemSql } from "#lib/db/scope.ts";
import type { OrganizationId, SyncId } from "#lib/core/ids.ts";
import { countCallsSql, noCalls, type CallCounts } from "./call-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/**
 * Counts calls on their run whoever holds it by now, and also when it has ended: Intuit has counted them, and
 * counts only add up.
 */
export async function countLateCalls(lease: RunLease, calls: CallCounts): Promise<void> {
  await withTenant(lease.organizationId, (sql) => addCalls(sql, sql.organization, lease.syncId, calls));
}

/**
 * Counts on a run the metered calls of a holder that died before it could store them: as many as were booked
 * for the company since the run was first held, and are not on the run. In the claim's transaction.
 */
export async function countLostCalls(
  sql: SystemSql,
  organization: OrganizationId,
  syncId: SyncId,
): Promise<void> {
  const { rows } = await sql.query<{ lost: number }>(
    `SELECT (pace.run_metered - run.metered_from - run.metered_calls)::integer AS lost
     FROM quickbooks_syncs AS run JOIN quickbooks_paces AS pace USING (company_id)
     WHERE run.id = $1 AND run.organization_id = $2`,
    [syncId, organization],
  );
  const metered = rows[0]?.lost ?? 0;
  // In how many requests nobody knows any more: at least in one.
  if (metered > 0) await addCalls(sql, organization, syncId, { ...noCalls, requests: 1, metered });
}

async function addCalls(
  sql: Sql,
  organization: OrganizationId,
  syncId: SyncId,
  { requests, metered, free, failed, throttled }: CallCounts,
): Promise<void> {
  await sql.query(statement, [syncId, metered, free, failed, throttled, requests, organization]);
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET metered_calls = metered_calls + $2::integer,
      api_calls = api_calls + $6::integer
    WHERE id = $1 AND organization_id = $7 RETURNING organization_id, company_id
  ), meter AS (${countCallsSql("run", 2)})
  SELECT FROM run`;
