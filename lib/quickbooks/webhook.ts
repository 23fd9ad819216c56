// Webhook deliveries: both of Intuit's payloads read into one shape. An event says only that something
// changed; its content is never in it. Source: Intuit's pages on webhooks and on the move to CloudEvents.

import { createHash } from "node:crypto";

import {
  longestEventId,
  longestSourceId,
  readEvent,
  readEventText,
  type WebhookEvent,
} from "./webhook-event.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

export type { WebhookEvent } from "./webhook-event.ts";

export interface UnreadableEvent {
  /** Place in the delivery, from 0. */
  readonly index: number;
  /** Names the field, never its value. */
  readonly why: string;
}

export type Delivery =
  | {
      readonly kind: "events";
      readonly payload: "cloudevents" | "legacy";
      readonly events: readonly WebhookEvent[];
      /** Events beside readable ones are not worth refusing those for. */
      readonly unreadable: readonly UnreadableEvent[];
    }
  | { readonly kind: "nonsense"; readonly why: string };

/** Never throws on what is in `body`, whatever it is. Check the signature first. */
export function parseDelivery(body: string): Delivery {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return nonsense("the body is not JSON");
    throw thrown;
  }
  if (Array.isArray(parsed)) return readAll("cloudevents", parsed, readCloudEvent);
  if (isWireRecord(parsed) && Array.isArray(parsed["eventNotifications"])) {
    return readLegacy(parsed["eventNotifications"]);
  }
  return nonsense("the body is neither a list of CloudEvents nor eventNotifications");
}

function nonsense(why: string): Delivery {
  return { kind: "nonsense", why };
}

function readAll(
  payload: "cloudevents" | "legacy",
  entries: readonly unknown[],
  read: (entry: unknown) => WebhookEvent | string,
): Delivery {
  const events: WebhookEvent[] = [];
  const unreadable: UnreadableEvent[] = [];
  for (const [index, entry] of entries.entries()) {
    const outcome = read(entry);
    if (typeof outcome === "string") unreadable.push({ index, why: outcome });
    else events.push(outcome);
  }
  const [first] = unreadable;
  if (events.length === 0 && first) return nonsense(`no event is readable; the first: ${first.why}`);
  return { kind: "events", payload, events, unreadable };
}

/** CloudEvents 1.0, with Intuit's extension attributes intuitentityid and intuitaccountid. */
function readCloudEvent(entry: unknown): WebhookEvent | string {
  if (!isWireRecord(entry)) return "an event is not an object";
  const eventId = readEventText(entry, "id", longestEventId);
  if (eventId === null) return "id is missing";
  const type = /^qbo\.([A-Za-z]{1,64})\.([A-Za-z]{1,32})\.v\d{1,3}$/.exec(
    readEventText(entry, "type", 128) ?? "",
  );
  const [, entityName, operation] = type ?? [];
  if (entityName === undefined || operation === undefined) return "type is not qbo.<entity>.<operation>.v<n>";
  const data = isWireRecord(entry["data"]) ? entry["data"] : {};
  return readEvent({
    eventId: () => eventId,
    realm: readEventText(entry, "intuitaccountid", 20),
    entityName,
    operation,
    sourceId: readEventText(entry, "intuitentityid", longestSourceId),
    deletedId:
      readEventText(data, "deletedid", longestSourceId) ?? readEventText(data, "deletedId", longestSourceId),
    occurredAt: readEventText(entry, "time", 64),
  });
}

interface LegacyEntry {
  readonly realm: string | null;
  readonly entity: WireRecord;
}

function readLegacy(notifications: readonly unknown[]): Delivery {
  const entries: (LegacyEntry | string)[] = [];
  for (const notification of notifications) {
    const change = isWireRecord(notification) ? notification["dataChangeEvent"] : undefined;
    const entities = isWireRecord(change) ? change["entities"] : undefined;
    if (!isWireRecord(notification) || !Array.isArray(entities)) {
      entries.push("dataChangeEvent.entities is missing");
      continue;
    }
    const realm = readEventText(notification, "realmId", 20);
    for (const entity of entities as readonly unknown[]) {
      entries.push(isWireRecord(entity) ? { realm, entity } : "an entity is not an object");
    }
  }
  return readAll("legacy", entries, (entry) => readLegacyEntry(entry as LegacyEntry | string));
}

function readLegacyEntry(entry: LegacyEntry | string): WebhookEvent | string {
  if (typeof entry === "string") return entry;
  const { realm, entity } = entry;
  const entityName = readEventText(entity, "name", 64);
  if (entityName === null) return "name is missing";
  const operation = readEventText(entity, "operation", 32);
  if (operation === null) return "operation is missing";
  const sourceId = readEventText(entity, "id", longestSourceId);
  const deletedId = readEventText(entity, "deletedId", longestSourceId);
  const occurredAt = readEventText(entity, "lastUpdated", 64);
  return readEvent({
    // The same event delivered twice is the same text, and so the same id.
    eventId: () => legacyId([realm, entityName, sourceId, operation, occurredAt, deletedId]),
    realm,
    entityName,
    operation,
    sourceId,
    deletedId,
    occurredAt,
  });
}

function legacyId(parts: readonly (string | null)[]): string {
  return `legacy-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;
}
