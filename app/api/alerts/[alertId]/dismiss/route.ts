import { staff } from "#lib/core/role.ts";
import { alertParams } from "#lib/contracts/inputs/params.ts";
import { route } from "#lib/http/route.ts";
import { dismissVisibleAlert } from "#lib/alerts/dismiss-visible-alert.ts";

/** An alert that was dismissed stays away until its cause has gone and come back. */
export const POST = route({ roles: staff }, { params: alertParams }, async ({ actor, params }) => {
  await dismissVisibleAlert(actor, params.alertId);
  return undefined;
});
