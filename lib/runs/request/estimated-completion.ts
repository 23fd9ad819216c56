import type { SyncId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** So many earlier runs are looked at, and the newest of the same kind among them make the estimate. */
const runsLookedAt = 200;
const runsCompared = 10;

/**
 * When a run that waits or is under way will probably have ended, as an SQL expression: it takes as long as
 * the median of the company's last runs of the same kind took. NULL when there were none, or it has ended.
 *
 * @param run Alias of its row of quickbooks_syncs.
 */
export function estimatedCompletionSql(run: string): string {
  return `CASE WHEN ${run}.finished_at IS NULL THEN coalesce(${run}.started_at, now()) + (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FROM (
      SELECT finished_at - started_at AS took FROM (
        SELECT organization_id, kind, state, records, started_at, finished_at FROM quickbooks_syncs
         WHERE company_id = ${run}.company_id ORDER BY created_at DESC LIMIT ${runsLookedAt}) AS earlier
       WHERE earlier.organization_id = ${run}.organization_id AND earlier.kind = ${run}.kind AND earlier.records IS NULL AND earlier.started_at IS NOT NULL
         AND earlier.state IN ('succeeded', 'incomplete') LIMIT ${runsCompared}) AS compared) END`;
}

/** As {@link estimatedCompletionSql}, of one run. */
export async function findEstimatedCompletion(sql: TenantSql, syncId: SyncId): Promise<Date | null> {
  const { rows } = await sql.query<{ readonly at: Date | null }>(
    `SELECT ${estimatedCompletionSql("run")} AS at FROM quickbooks_syncs run WHERE run.id = $1 AND run.organization_id = $2`,
    [syncId, sql.organization],
  );
  return rows[0]?.at ?? null;
}
