// What a person may do with a run that they can see: stop it, approve its deletions, try a failed one again.

import { retryableStates, type SyncKind, type SyncState } from "#lib/books/sync-run.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import { userIdOf, type Actor, type PersonActor } from "#lib/core/actor.ts";
import { isRecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, SyncId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { readDates } from "#lib/runs/request/document-dates.ts";
import { requestSyncIn } from "#lib/runs/request/request-run.ts";
import { readScope } from "#lib/runs/request/run-scope.ts";
import { cancelRun } from "#lib/runs/cancel-run.ts";
import { approveRun } from "#lib/runs/approve-run.ts";
import { toRequestSyncAnswer, type RequestSyncAnswer } from "../request-company-sync.ts";

interface VisibleRun {
  readonly company_id: CompanyId;
  readonly kind: SyncKind;
  readonly state: SyncState;
  readonly types: readonly string[];
  readonly records: unknown;
  readonly transactions_from: string | null;
  readonly transactions_to: string | null;
  /** Those that failed or ended incomplete, when the run came as far as its types. */
  readonly failing: readonly string[];
}

/** @throws AppError `request.not_found`, or `request.conflict` when the run has ended. */
export async function cancelVisibleRun(actor: Actor, id: SyncId): Promise<void> {
  await withTenant(actor.organizationId, async (sql) => {
    await getVisible(sql, actor, id);
    await audit(sql, actor, id, "sync.cancelled", await cancelRun(sql, id));
  });
}

/** For people alone: what the run waits for is their judgement. @throws AppError `request.not_found`, or `request.conflict` when the run does not wait for it. */
export async function approveVisibleRun(actor: PersonActor, id: SyncId): Promise<void> {
  await withTenant(actor.organizationId, async (sql) => {
    await getVisible(sql, actor, id);
    await audit(sql, actor, id, "sync.approved", await approveRun(sql, id, actor.userId));
  });
}

/**
 * A new run of the same kind, for the types that went wrong alone when it is known which.
 *
 * @throws AppError `request.not_found`, `request.conflict` when nothing went wrong, `connection.*`.
 */
export async function retryVisibleRun(actor: Actor, id: SyncId): Promise<RequestSyncAnswer> {
  return withTenant(actor.organizationId, async (sql) => {
    const run = await getVisible(sql, actor, id);
    if (!retryableStates.includes(run.state)) {
      throw new AppError("request.conflict", "Only a sync that went wrong can be tried again.");
    }
    const failing = run.failing.filter(isRecordType);
    const asked = readScope(run.types, run.records);
    const requested = await requestSyncIn(sql, {
      organizationId: actor.organizationId,
      companyId: run.company_id,
      kind: run.kind,
      trigger: "retry",
      requestedById: userIdOf(actor),
      dates: readDates(run.transactions_from, run.transactions_to) ?? undefined,
      ...(failing.length > 0 ? { types: failing } : asked),
    });
    await audit(sql, actor, requested.syncId, "sync.requested", run.company_id);
    return toRequestSyncAnswer(sql, requested);
  });
}

async function getVisible(sql: TenantSql, actor: Actor, id: SyncId): Promise<VisibleRun> {
  const { rows } = await sql.query<VisibleRun>(
    `SELECT company_id, kind, state, types, records, transactions_from, transactions_to, ARRAY(
       SELECT record_type FROM quickbooks_sync_steps
        WHERE sync_id = s.id AND organization_id = s.organization_id AND state IN ('failed', 'incomplete')
     ) AS failing FROM quickbooks_syncs s WHERE id = $1 AND ${companyVisibleSql(actor, "s.company_id")}`,
    [id],
  );
  if (!rows[0]) throw new AppError("request.not_found");
  return rows[0];
}

async function audit(
  sql: TenantSql,
  actor: Actor,
  syncId: SyncId,
  action: Parameters<typeof recordAudit>[1]["action"],
  companyId: CompanyId,
): Promise<void> {
  const { organizationId } = actor;
  await recordAudit(sql, { organizationId, companyId, actor, action, detail: { syncId } });
}
