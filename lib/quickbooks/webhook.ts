// Webhook deliveries: both of Intuit's payloads read into one shape. An event says only that something
// changed; its content is never in it. Source: Intuit's pages on webhooks and on the move to CloudEvents.

import { createHash } from "node:crypto";

import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import { realmId, type RealmId } from "../core/ids.ts";
import { recordTypeOfName } from "./entities.ts";
import { parseInstant } from "./wire/instant.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

export type WebhookOperation = "created" | "updated" | "deleted" | "merged" | "voided" | "emailed" | "other";

export interface WebhookEvent {
  /** Intuit's own in CloudEvents; made of the event's content in the older payload, which has none. */
  readonly eventId: string;
  readonly realmId: RealmId;
  /** Intuit's name, as it came: "Invoice" or "invoice". */
  readonly entityName: string;
  /** Null for what we do not hold. */
  readonly recordType: RecordType | null;
  readonly operation: WebhookOperation;
  readonly sourceId: string;
  /** Merges: the record that was given up. */
  readonly deletedId: string | null;
  readonly occurredAt: Date;
}

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

const operations = new Map<string, WebhookOperation>([
  ["create", "created"],
  ["created", "created"],
  ["update", "updated"],
  ["updated", "updated"],
  ["delete", "deleted"],
  ["deleted", "deleted"],
  ["merge", "merged"],
  ["merged", "merged"],
  // Intuit's portal says void, several of its pages voided.
  ["void", "voided"],
  ["voided", "voided"],
  ["emailed", "emailed"],
]);

const longestId = 255;
const longestSourceId = 64;

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
  const eventId = text(entry, "id", longestId);
  if (eventId === null) return "id is missing";
  const type = /^qbo\.([A-Za-z]{1,64})\.([A-Za-z]{1,32})\.v\d{1,3}$/.exec(text(entry, "type", 128) ?? "");
  const [, entityName, operation] = type ?? [];
  if (entityName === undefined || operation === undefined) return "type is not qbo.<entity>.<operation>.v<n>";
  const data = isWireRecord(entry["data"]) ? entry["data"] : {};
  return readEvent({
    eventId: () => eventId,
    realm: text(entry, "intuitaccountid", 20),
    entityName,
    operation,
    sourceId: text(entry, "intuitentityid", longestSourceId),
    deletedId: text(data, "deletedid", longestSourceId) ?? text(data, "deletedId", longestSourceId),
    occurredAt: text(entry, "time", 64),
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
    const realm = text(notification, "realmId", 20);
    for (const entity of entities as readonly unknown[]) {
      entries.push(isWireRecord(entity) ? { realm, entity } : "an entity is not an object");
    }
  }
  return readAll("legacy", entries, (entry) => readLegacyEntry(entry as LegacyEntry | string));
}

function readLegacyEntry(entry: LegacyEntry | string): WebhookEvent | string {
  if (typeof entry === "string") return entry;
  const { realm, entity } = entry;
  const entityName = text(entity, "name", 64);
  if (entityName === null) return "name is missing";
  const operation = text(entity, "operation", 32);
  if (operation === null) return "operation is missing";
  const sourceId = text(entity, "id", longestSourceId);
  const deletedId = text(entity, "deletedId", longestSourceId);
  const occurredAt = text(entity, "lastUpdated", 64);
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

interface EventParts {
  readonly eventId: () => string;
  readonly realm: string | null;
  readonly entityName: string;
  readonly operation: string;
  readonly sourceId: string | null;
  readonly deletedId: string | null;
  readonly occurredAt: string | null;
}

function readEvent(parts: EventParts): WebhookEvent | string {
  if (parts.realm === null || !/^\d{1,20}$/.test(parts.realm)) return "the realm's id is not one";
  if (parts.sourceId === null) return "the record's id is missing";
  const occurredAt = instant(parts.occurredAt);
  if (occurredAt === null) return "the time is not one";
  return {
    eventId: parts.eventId(),
    realmId: realmId(parts.realm),
    entityName: parts.entityName,
    recordType: recordTypeOfName(parts.entityName),
    operation: operations.get(parts.operation.toLowerCase()) ?? "other",
    sourceId: parts.sourceId,
    deletedId: parts.deletedId,
    occurredAt,
  };
}

/** Well-formed text without control characters, of 1 to `longest` characters; null for anything else. */
function text(record: WireRecord, field: string, longest: number): string | null {
  const value = record[field];
  if (typeof value !== "string" || value === "" || value.length > longest) return null;
  if (!value.isWellFormed()) return null;
  // PostgreSQL refuses NUL in text, and nothing of Intuit's holds the others.
  for (let at = 0; at < value.length; at += 1) if (value.charCodeAt(at) < 32) return null;
  return value;
}

function instant(value: string | null): Date | null {
  if (value === null) return null;
  try {
    return parseInstant(value, "time");
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return null;
    throw thrown;
  }
}
