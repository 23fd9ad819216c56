import { staff } from "#lib/core/role.ts";
import { syncParams } from "#lib/contracts/inputs/params.ts";
import { route } from "#lib/http/route.ts";
import { cancelVisibleRun } from "#lib/companies/runs/change-visible-run.ts";

/** A run under way stops before its next commit; what it has imported stays. */
export const POST = route(
  { roles: staff, permission: "syncs:write" },
  { params: syncParams },
  async ({ actor, params }) => {
    await cancelVisibleRun(actor, params.syncId);
    return undefined;
  },
);
