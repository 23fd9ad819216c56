import { staff } from "#lib/core/role.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { companyCheck } from "#lib/contracts/check.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { systemClock } from "#lib/core/clock.ts";
import { route } from "#lib/http/route.ts";
import { processPacer } from "#lib/pacing/process-pacer.ts";
import { sharedCheck } from "#lib/sync/reconcile/shared-check.ts";

/**
 * Asks QuickBooks for every count: one metered call for each type that the company keeps. Once for all who press
 * the button at the same time, or soon after each other.
 */
export const POST = route(
  { roles: staff, company: "params.companyId" },
  { params: companyParams, answer: companyCheck },
  async ({ actor, params }) => {
    const check = await sharedCheck(actor.organizationId, params.companyId, {
      openClient: (id) => openClient(id, { pacer: processPacer() }),
      clock: systemClock,
    });
    return {
      checkedAt: check.checkedAt.toISOString(),
      isGood: check.isGood,
      findings: [...check.findings],
      types: [...check.types],
    };
  },
);
