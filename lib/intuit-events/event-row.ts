// What the intake stores of one event, readable or not.

import { hashRealm } from "#lib/connections/realm-lookup.ts";
import { sealWebhookText } from "#lib/connections/delivery-text.ts";
import type { Delivery, UnreadableEvent, WebhookEvent } from "#lib/quickbooks/events/parse-delivery.ts";
import type { WebhookOperation } from "#lib/quickbooks/events/webhook-event.ts";

export interface EventRow {
  readonly eventId: string;
  readonly realmIdHash: string | null;
  readonly entity: string | null;
  readonly operation: WebhookOperation;
  readonly sourceId: string | null;
  readonly deletedId: string | null;
  readonly occurredAt: string | null;
  /** Of an unreadable one, these three. */
  readonly reason: string | null;
  readonly textSealed: string | null;
  readonly textBytes: number | null;
}

/**
 * Readable events first, then the others. Of events that share an id across companies, all but the first
 * company's get one of their own.
 */
export async function toEventRows({ events, unreadable }: Delivery): Promise<readonly EventRow[]> {
  const realmOfId = new Map<string, string | null>();
  const rows = await Promise.all(events.map(toReadableRow));
  return [...rows, ...unreadable.map(toUnreadableRow)].map((row) => {
    const seen = realmOfId.get(row.eventId);
    if (seen === undefined) realmOfId.set(row.eventId, row.realmIdHash);
    return seen === undefined || seen === row.realmIdHash ? row : withIdOfRealm(row);
  });
}

/** Two companies' events under one id are two events, whatever their sender meant by it. */
export function withIdOfRealm(row: EventRow): EventRow {
  return { ...row, eventId: `${row.eventId.slice(0, 200)}@${row.realmIdHash ?? "none"}` };
}

/**
 * A row that the database refused for its content, with less of it: only whose it is, so that the company's
 * changes are asked for, and at last not even that. Null when there is nothing to leave out.
 */
export function withLess(row: EventRow): EventRow | null {
  if (row.reason !== null) return null;
  if (row.entity !== null || row.sourceId !== null || row.deletedId !== null || row.occurredAt !== null) {
    return { ...row, entity: null, operation: "other", sourceId: null, deletedId: null, occurredAt: null };
  }
  return toUnreadableRow({
    eventId: row.eventId,
    why: "the database refuses the event's content",
    text: Buffer.from(JSON.stringify({ ...row, realmIdHash: undefined })),
  });
}

async function toReadableRow(event: WebhookEvent): Promise<EventRow> {
  return {
    eventId: event.eventId,
    realmIdHash: await hashRealm(event.realmId),
    entity: event.entityName,
    operation: event.operation,
    sourceId: event.sourceId,
    deletedId: event.deletedId,
    occurredAt: event.occurredAt?.toISOString() ?? null,
    reason: null,
    textSealed: null,
    textBytes: null,
  };
}

function toUnreadableRow({ eventId, why, text }: UnreadableEvent): EventRow {
  return {
    eventId,
    realmIdHash: null,
    entity: null,
    operation: "other",
    sourceId: null,
    deletedId: null,
    occurredAt: null,
    reason: why,
    textSealed: sealWebhookText(text),
    textBytes: text.length,
  };
}
