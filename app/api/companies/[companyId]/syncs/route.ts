import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { syncRunList, syncRunsQuery } from "#lib/contracts/sync-run.ts";
import { route } from "#lib/http/route.ts";
import { listSyncRuns } from "#lib/companies/runs/list-sync-runs.ts";

export const GET = route(
  { roles: everyone, permission: "syncs:read", company: "params.companyId" },
  { params: companyParams, query: syncRunsQuery, answer: syncRunList },
  ({ actor, params, query }) => listSyncRuns(actor, params.companyId, query),
);
