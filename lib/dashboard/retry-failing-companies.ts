import type { z } from "zod";

import { recordAudit } from "#lib/audit/record-audit.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import type { retryRequest } from "#lib/contracts/sync-stats.ts";
import { withTenant } from "#lib/db/scope.ts";
import { retryFailing, type RetriedFailing } from "#lib/sync/schedule/retry-failing.ts";

/**
 * Asks again for what went wrong in the companies that are named, else in all whose last sync failed. The
 * caller has made sure that the viewer sees every company of the firm.
 *
 * @throws AppError `connection.*` or `sync.already_running` when a single company was named.
 */
export async function retryFailingCompanies(
  { organizationId, userId }: Viewer,
  { companyIds }: z.output<typeof retryRequest>,
): Promise<RetriedFailing> {
  return withTenant(organizationId, async (sql) => {
    const retried = await retryFailing(sql, { organizationId, requestedById: userId, companyIds });
    await recordAudit(sql, {
      organizationId,
      userId,
      action: "sync.requested",
      detail: { ...retried, trigger: "retry", companies: companyIds ?? "all that failed" },
    });
    return retried;
  });
}
