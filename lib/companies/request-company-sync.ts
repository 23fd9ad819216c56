import type { z } from "zod";

import { recordAudit } from "#lib/audit/record-audit.ts";
import { userIdOf, type Actor } from "#lib/core/actor.ts";
import type { requestSyncAnswer, requestSyncBody } from "#lib/contracts/sync-run.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { findEstimatedCompletion } from "#lib/runs/request/estimated-completion.ts";
import { requestSyncIn, type RequestedSync } from "#lib/runs/request/request-run.ts";

export type RequestSyncAnswer = z.input<typeof requestSyncAnswer>;

/**
 * Puts a sync on the queue for a person or a program; a worker runs it. The caller has made sure that the actor may open
 * the company.
 *
 * @throws AppError `connection.*` when QuickBooks cannot be asked.
 */
export async function requestCompanySync(
  actor: Actor,
  { companyId, kind, types, records, dates }: z.output<typeof requestSyncBody>,
): Promise<RequestSyncAnswer> {
  const { organizationId } = actor;
  return withTenant(organizationId, async (sql) => {
    const requested = await requestSyncIn(sql, {
      organizationId,
      companyId,
      kind,
      trigger: "person",
      types,
      records,
      dates,
      requestedById: userIdOf(actor),
    });
    await recordAudit(sql, {
      organizationId,
      companyId,
      actor,
      action: "sync.requested",
      detail: { syncId: requested.syncId, kind },
    });
    return toRequestSyncAnswer(sql, requested);
  });
}

/** `estimatedCompletion`: ISO text; null where the company has had no run of that kind to go by. */
export async function toRequestSyncAnswer(
  sql: TenantSql,
  requested: RequestedSync,
): Promise<RequestSyncAnswer> {
  const at = await findEstimatedCompletion(sql, requested.syncId);
  return { success: true, ...requested, estimatedCompletion: at?.toISOString() ?? null };
}
