import { testChannel } from "#lib/alerts/channels/test-channel.ts";
import { managers } from "#lib/core/role.ts";
import { channelParams, channelTested } from "#lib/contracts/alert-channels.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { roles: managers },
  { params: channelParams, answer: channelTested },
  ({ actor, params }) => testChannel(actor, params.channelId),
);
