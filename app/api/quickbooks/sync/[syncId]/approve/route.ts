import { staff } from "#lib/core/role.ts";
import { syncParams } from "#lib/contracts/inputs/params.ts";
import { route } from "#lib/http/route.ts";
import { approveVisibleRun } from "#lib/companies/runs/change-visible-run.ts";

/** Lets a held run mark the deletions before which it stopped. */
export const POST = route({ roles: staff }, { params: syncParams }, async ({ actor, params }) => {
  await approveVisibleRun(actor, params.syncId);
  return undefined;
});
