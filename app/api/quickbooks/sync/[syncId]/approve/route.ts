import { staff } from "../../../../../../lib/auth/roles.ts";
import { syncParams } from "../../../../../../lib/contracts/params.ts";
import { route } from "../../../../../../lib/http/route.ts";
import { approveVisibleRun } from "../../../../../../lib/overview/steer-visible-run.ts";

/** Lets a held run mark the deletions before which it stopped. */
export const POST = route({ roles: staff }, { params: syncParams }, async ({ viewer, params }) => {
  await approveVisibleRun(viewer, params.syncId);
  return undefined;
});
