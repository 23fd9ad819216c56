import { switchFirm } from "#lib/auth/people/firms.ts";
import { everyone } from "#lib/core/role.ts";
import { firmToSwitchTo } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const POST = route({ roles: everyone }, { body: firmToSwitchTo }, async ({ actor, body }) => {
  await switchFirm(actor, body.organizationId);
  return undefined;
});
