import { z } from "zod";

import type { PersonActor } from "#lib/core/actor.ts";
import { allRecordTypes, recordTypes } from "#lib/books/record-type.ts";
import { config } from "#lib/config/config.ts";
import type { WebhookEventList, WebhookEventsQuery } from "#lib/contracts/webhook-events.ts";
import { intuitEntity, recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { listEvents } from "./list-events.ts";
import { pageCursor } from "#lib/crypto/page-cursor.ts";

const eventPlace = z.object({ receivedAt: z.coerce.date(), eventId: z.string() });

/** @throws AppError `request.invalid` for an `after` that no page gave. */
export async function listWebhookEvents(
  actor: PersonActor,
  query: WebhookEventsQuery,
): Promise<WebhookEventList> {
  const cursor = pageCursor(`webhook events ${actor.organizationId}`, eventPlace);
  const found = await listEvents(
    actor.organizationId,
    {
      companyIds: query.companyId ? [query.companyId] : undefined,
      states: query.state ? [query.state] : undefined,
      entity: query.entity,
      receivedAfter: query.from,
      receivedBefore: query.to,
    },
    query.after === undefined ? null : cursor.read(query.after),
    query.limit,
  );
  return {
    events: found.events.map((event) => ({
      ...event,
      recordType: event.entity === null ? null : recordTypeOfName(event.entity),
      occurredAt: event.occurredAt?.toISOString() ?? null,
      receivedAt: event.receivedAt.toISOString(),
      processedAt: event.processedAt?.toISOString() ?? null,
      nextAttemptAt: event.nextAttemptAt?.toISOString() ?? null,
    })),
    counts: found.counts,
    next: found.next && cursor.write(found.next),
  };
}

/** Types that QuickBooks sends notices of: Intuit's name to ask with, and ours to show. */
export function announcedTypes(): { readonly entity: string; readonly label: string }[] {
  return allRecordTypes
    .flatMap((type) => {
      const entity = intuitEntity(type).webhookName;
      return entity === null ? [] : [{ entity, label: recordTypes[type].plural }];
    })
    .toSorted((left, right) => left.label.localeCompare(right.label));
}

/** What the app's settings at Intuit must name as the webhook endpoint. */
export function webhookEventsAddress(): string {
  return `${config().appUrl}/api/webhooks/quickbooks`;
}
