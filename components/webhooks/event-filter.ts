import { createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";

import { eventsPageSize, webhookEventState, type WebhookEventState } from "#lib/contracts/webhook-events.ts";

/** As the address of the list has it. */
export const eventFilter = {
  state: parseAsStringLiteral(webhookEventState.options),
  companyId: parseAsString,
  entity: parseAsString,
  after: parseAsString,
};

export interface EventsQuery {
  readonly state?: WebhookEventState | null | undefined;
  readonly companyId?: string | null | undefined;
  readonly entity?: string | null | undefined;
  readonly after?: string | null | undefined;
}

const endpoint = "/api/admin/quickbooks/webhook-events";
const serialize = createSerializer({ ...eventFilter, limit: parseAsInteger });

/** The endpoint takes the names that the address has. */
export function eventsUrl({
  state = null,
  companyId = null,
  entity = null,
  after = null,
}: EventsQuery): string {
  return serialize(endpoint, { state, companyId, entity, after, limit: eventsPageSize });
}

export function isWebhookEvents(url: string): boolean {
  return url.startsWith(endpoint);
}
