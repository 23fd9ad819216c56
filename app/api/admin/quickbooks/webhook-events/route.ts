import { managers } from "#lib/core/role.ts";
import { webhookEventList, webhookEventsQuery } from "#lib/contracts/webhook-events.ts";
import { route } from "#lib/http/route.ts";
import { listWebhookEvents } from "#lib/intuit-events/list-webhook-events.ts";

export const GET = route(
  { roles: managers, company: "query.companyId" },
  { query: webhookEventsQuery, answer: webhookEventList },
  ({ actor, query }) => listWebhookEvents(actor, query),
);
