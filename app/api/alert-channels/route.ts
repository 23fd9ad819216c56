import { listChannels } from "#lib/alerts/channels/list-channels.ts";
import { addChannel } from "#lib/alerts/channels/manage-channels.ts";
import { managers } from "#lib/core/role.ts";
import { alertChannels, channelAdded, channelToAdd } from "#lib/contracts/alert-channels.ts";
import { route } from "#lib/http/route.ts";

export const GET = route({ roles: managers }, { answer: alertChannels }, ({ actor }) => listChannels(actor));

export const POST = route(
  { roles: managers },
  { body: channelToAdd, answer: channelAdded, status: 201 },
  ({ actor, body }) => addChannel(actor, body),
);
