import { changeChannel, removeChannel } from "#lib/alerts/channels/manage-channels.ts";
import { managers } from "#lib/core/role.ts";
import { channelChange, channelParams } from "#lib/contracts/alert-channels.ts";
import { route } from "#lib/http/route.ts";

export const PATCH = route(
  { roles: managers },
  { params: channelParams, body: channelChange },
  async ({ actor, params, body }) => {
    await changeChannel(actor, params.channelId, body);
    return undefined;
  },
);

export const DELETE = route({ roles: managers }, { params: channelParams }, async ({ actor, params }) => {
  await removeChannel(actor, params.channelId);
  return undefined;
});
