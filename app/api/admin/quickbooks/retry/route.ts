import { managers } from "#lib/core/role.ts";
import { retryAnswer, retryRequest } from "#lib/contracts/sync-stats.ts";
import { retryFailingCompanies } from "#lib/dashboard/retry-failing-companies.ts";
import { route } from "#lib/http/route.ts";

/** Owners and admins see every company of the firm, so those that are named need no check of their own. */
export const POST = route(
  { roles: managers },
  { body: retryRequest, answer: retryAnswer, status: 202 },
  ({ actor, body }) => retryFailingCompanies(actor, body),
);
