import type { z } from "zod";

import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { retryRequest } from "#lib/contracts/sync-stats.ts";
import { withTenant } from "#lib/db/scope.ts";
import { retryFailing, type RetriedFailing } from "#lib/sync/schedule/retry-failing.ts";

/**
 * Asks again for what went wrong in the companies that are named, else in all whose last sync failed. The
 * caller has made sure that the actor sees every company of the firm.
 *
 * @throws AppError `connection.*` or `sync.already_running` when a single company was named.
 */
export async function retryFailingCompanies(
  actor: PersonActor,
  { companyIds }: z.output<typeof retryRequest>,
): Promise<RetriedFailing> {
  const { organizationId, userId } = actor;
  return withTenant(organizationId, async (sql) => {
    const retried = await retryFailing(sql, { organizationId, requestedById: userId, companyIds });
    await recordAudit(sql, {
      organizationId,
      actor,
      action: "sync.requested",
      detail: { ...retried, trigger: "retry", companies: companyIds ?? "all that failed" },
    });
    return retried;
  });
}
