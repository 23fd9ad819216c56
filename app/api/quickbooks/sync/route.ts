import { staff } from "#lib/core/role.ts";
import { requestSyncAnswer, requestSyncBody } from "#lib/contracts/sync-run.ts";
import { route } from "#lib/http/route.ts";
import { requestCompanySync } from "#lib/companies/request-company-sync.ts";

/** Puts a sync on the queue; a worker runs it. 202 with its id. */
export const POST = route(
  { roles: staff, permission: "syncs:write", company: "body.companyId" },
  { body: requestSyncBody, answer: requestSyncAnswer, status: 202 },
  ({ actor, body }) => requestCompanySync(actor, body),
);
