import type { SyncKind } from "#lib/books/sync-run.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { parseSyncId, type CompanyId, type OrganizationId, type UserId } from "#lib/core/ids.ts";
import type { SystemSql } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";

export interface FirstRun {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly kind: Exclude<SyncKind, "repair">;
  readonly requestedById: UserId;
  /** Intuit's CompanyInfo as it was read at the consent: a full run then need not ask for it. */
  readonly companyInfo: string | null;
}

/**
 * Asks for the run that follows a consent, with its job, in the caller's transaction. A run of that kind which
 * still waits will do, once it covers all types.
 */
export async function requestFirstRun(sql: SystemSql, run: FirstRun): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, state, trigger, requested_by_id, company_info)
     VALUES (gen_random_uuid(), $1, $2, $3::text, $4, 'connect', $5, CASE WHEN $3 = 'full' THEN $6::text END)
     ON CONFLICT (company_id, kind) WHERE state = 'queued' AND attempts = 0
     DO UPDATE SET types = '{}', records = NULL, transactions_from = NULL, transactions_to = NULL,
       trigger = 'connect', company_info = excluded.company_info
     WHERE quickbooks_syncs.organization_id = excluded.organization_id
     RETURNING id`,
    [
      run.organizationId,
      run.companyId,
      run.kind,
      runTransitions.createdBy("requested"),
      run.requestedById,
      run.companyInfo,
    ],
  );
  const [queued] = rows;
  if (queued) await enqueueSync(sql, { id: parseSyncId(queued.id), kind: run.kind, trigger: "connect" });
}
