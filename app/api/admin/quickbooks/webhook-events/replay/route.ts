import { managers } from "#lib/core/role.ts";
import { replayAnswer, replayRequest } from "#lib/contracts/webhook-events.ts";
import { route } from "#lib/http/route.ts";
import { replayVisibleEvents } from "#lib/intuit-events/replay-visible-events.ts";

export const POST = route(
  { roles: managers, company: "body.companyId" },
  { body: replayRequest, answer: replayAnswer, status: 202 },
  ({ actor, body }) => replayVisibleEvents(actor, body),
);
