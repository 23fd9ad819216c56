import type { Viewer } from "../auth/viewer.ts";
import { allRecordTypes, recordTypes } from "../books/record-type.ts";
import { config } from "../config/config.ts";
import type { WebhookEventList, WebhookEventsQuery } from "../contracts/webhook-events.ts";
import { AppError } from "../core/app-error.ts";
import { intuitEntity, recordTypeOfName } from "../quickbooks/entities.ts";
import { listEvents } from "../webhooks/list-events.ts";
import type { EventCursor } from "../webhooks/listed-event.ts";

/** @throws AppError `request.invalid` for an `after` that no page gave. */
export async function listWebhookEvents(
  viewer: Viewer,
  query: WebhookEventsQuery,
): Promise<WebhookEventList> {
  const found = await listEvents(
    viewer.organizationId,
    {
      companyIds: query.companyId ? [query.companyId] : undefined,
      states: query.state ? [query.state] : undefined,
      entity: query.entity,
      receivedAfter: query.from,
      receivedBefore: query.to,
    },
    query.after === undefined ? null : readCursor(query.after),
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
    next: found.next && `${found.next.receivedAt.toISOString()} ${found.next.eventId}`,
  };
}

function readCursor(text: string): EventCursor {
  const receivedAt = new Date(text.slice(0, 24));
  if (Number.isNaN(receivedAt.getTime())) throw new AppError("request.invalid", "This is not a page's next.");
  return { receivedAt, eventId: text.slice(25) };
}

/** Types that QuickBooks sends notices of: Intuit's name to ask with, and ours to show. */
export function noticedTypes(): { readonly entity: string; readonly label: string }[] {
  return allRecordTypes
    .flatMap((type) => {
      const entity = intuitEntity(type).webhookName;
      return entity === null ? [] : [{ entity, label: recordTypes[type].plural }];
    })
    .toSorted((left, right) => left.label.localeCompare(right.label));
}

/** What the app's settings at Intuit must name as the webhook endpoint. */
export function noticesAddress(): string {
  return `${config().appUrl}/api/webhooks/quickbooks`;
}
