import { staff } from "#lib/core/role.ts";
import { syncParams } from "#lib/contracts/inputs/params.ts";
import { requestSyncAnswer } from "#lib/contracts/sync-run.ts";
import { route } from "#lib/http/route.ts";
import { retryVisibleRun } from "#lib/companies/runs/change-visible-run.ts";

/** A new run for what went wrong in this one. 202 with its id. */
export const POST = route(
  { roles: staff, permission: "syncs:write" },
  { params: syncParams, answer: requestSyncAnswer, status: 202 },
  ({ actor, params }) => retryVisibleRun(actor, params.syncId),
);
