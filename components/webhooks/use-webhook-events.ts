"use client";

import {
  eventsPageSize,
  webhookEventList,
  type WebhookEventList,
  type WebhookEventState,
} from "#lib/contracts/webhook-events.ts";
import { queryString } from "../data/query-string.ts";
import { useContract } from "../data/use-contract.ts";

export interface EventsQuery {
  readonly state?: WebhookEventState | undefined;
  readonly companyId?: string | undefined;
  readonly entity?: string | undefined;
  readonly after?: string | undefined;
}

const address = "/api/admin/quickbooks/webhook-events";

export function useWebhookEvents(
  { state, companyId, entity, after }: EventsQuery,
  initial?: WebhookEventList,
) {
  return useContract(
    `${address}${queryString({ state, companyId, entity, after, limit: eventsPageSize })}`,
    webhookEventList,
    {
      // Older pages hardly move; the first one is where new notices come in.
      refreshInterval: after === undefined ? 4000 : 20_000,
      ...(initial === undefined ? {} : { fallbackData: initial }),
    },
  );
}

export function isWebhookEvents(url: string): boolean {
  return url.startsWith(address);
}
