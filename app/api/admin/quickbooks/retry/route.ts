import { recordAudit } from "#lib/audit/record-audit.ts";
import { managers } from "#lib/auth/roles.ts";
import { retryAnswer, retryRequest } from "#lib/contracts/sync-stats.ts";
import { withTenant } from "#lib/db/scope.ts";
import { route } from "#lib/http/route.ts";
import { retryFailing } from "#lib/sync/schedule/retry-failing.ts";

/** Owners and admins see every company of the firm, so those that are named need no check of their own. */
export const POST = route(
  { roles: managers },
  { body: retryRequest, answer: retryAnswer, status: 202 },
  ({ viewer: { organizationId, userId }, body }) =>
    withTenant(organizationId, async (sql) => {
      const retried = await retryFailing(sql, {
        organizationId,
        requestedById: userId,
        companyIds: body.companyIds,
      });
      await recordAudit(sql, {
        organizationId,
        userId,
        action: "sync.requested",
        detail: { ...retried, trigger: "retry", companies: body.companyIds ?? "all that failed" },
      });
      return retried;
    }),
);
