import { everyone } from "#lib/core/role.ts";
import { syncParams } from "#lib/contracts/inputs/params.ts";
import { syncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { route } from "#lib/http/route.ts";
import { getSyncRun } from "#lib/companies/runs/get-sync-run.ts";

export const GET = route(
  { roles: everyone, permission: "syncs:read" },
  { params: syncParams, answer: syncRunWithSteps },
  ({ actor, params }) => getSyncRun(actor, params.syncId),
);
