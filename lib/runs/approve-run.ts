import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { parseCompanyId, type CompanyId, type SyncId, type UserId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { rejectDecision } from "./reject-decision.ts";

/**
 * Lets a run go on and mark the deletions before which it stopped. In the scope of the run's firm.
 *
 * @throws AppError `request.not_found`, or `request.conflict` when nothing waits for an approval.
 */
export async function approveRun(sql: TenantSql, syncId: SyncId, approvedById: UserId): Promise<CompanyId> {
  const { rows } = await sql.query<{ company_id: string; kind: SyncKind; trigger: SyncTrigger }>(
    `UPDATE quickbooks_syncs SET state = $4, approved_by_id = $2, error_code = NULL, error_detail = NULL
     WHERE id = $1 AND organization_id = $3 AND state = ANY ($5) RETURNING company_id, kind, trigger`,
    [
      syncId,
      approvedById,
      sql.organization,
      runTransitions.targetOf("approved"),
      runTransitions.sourcesOf("approved"),
    ],
  );
  const [approved] = rows;
  if (!approved) throw await rejectDecision(sql, syncId, "This sync does not wait for an approval.");
  await enqueueSync(sql, { id: syncId, kind: approved.kind, trigger: approved.trigger });
  return parseCompanyId(approved.company_id);
}
