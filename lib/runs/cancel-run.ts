import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { parseCompanyId, type CompanyId, type SyncId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { wakeWaiting } from "./end-run.ts";
import { rejectDecision } from "./reject-decision.ts";

/**
 * Cancels a run that has not ended. One that runs stops before its next commit; what it has
 * committed stays. In the scope of the run's firm.
 *
 * @throws AppError `request.not_found`, or `request.conflict` when the run has ended.
 */
export async function cancelRun(sql: TenantSql, syncId: SyncId): Promise<CompanyId> {
  const { rows } = await sql.query<{ company_id: string }>(
    `UPDATE quickbooks_syncs SET state = $3, finished_at = now(), lease_token = NULL
     WHERE id = $1 AND organization_id = $2 AND state = ANY ($4) RETURNING company_id`,
    [syncId, sql.organization, runTransitions.targetOf("cancelled"), runTransitions.sourcesOf("cancelled")],
  );
  const [cancelled] = rows;
  if (!cancelled) throw await rejectDecision(sql, syncId, "This sync has ended already.");
  const company = parseCompanyId(cancelled.company_id);
  await wakeWaiting(sql, company);
  return company;
}
