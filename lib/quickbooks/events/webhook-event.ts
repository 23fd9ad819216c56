// One webhook event, whichever payload it came in. It needs no more than a company: what else is missing or
// odd is null, and the company's changes are asked for all the same.

import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { parseRealmId, type RealmId } from "#lib/core/ids.ts";
import { recordTypeOfName } from "../entities.ts";
import { parseInstant } from "../wire/instant.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

export type WebhookOperation = "created" | "updated" | "deleted" | "merged" | "voided" | "emailed" | "other";

export interface WebhookEvent {
  /** Intuit's own in CloudEvents; made of the event's content where there is none. */
  readonly eventId: string;
  readonly realmId: RealmId;
  /** Intuit's name, as it came: "Invoice" or "invoice"; the whole type where it is of another form. */
  readonly entityName: string | null;
  /** Null for what we do not hold. */
  readonly recordType: RecordType | null;
  readonly operation: WebhookOperation;
  readonly sourceId: string | null;
  /** Merges: the record that was given up. */
  readonly deletedId: string | null;
  readonly occurredAt: Date | null;
}

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

const longestEventId = 255;
const longestSourceId = 64;
const longestName = 128;

/** CloudEvents 1.0, with Intuit's extension attributes intuitentityid and intuitaccountid. Null without a realm. */
export function readCloudEvent(event: WireRecord, contentId: () => string): WebhookEvent | null {
  const realm = readRealm(event, "intuitaccountid") ?? readRealm(event, "realmId");
  if (realm === null) return null;
  const type = readEventText(event, "type", longestName);
  const [, entityName = type, operation = ""] =
    /^qbo\.([^.]{1,64})\.([^.]{1,32})\.v\d{1,3}$/i.exec(type ?? "") ?? [];
  const data = event["data"];
  return {
    eventId: readEventText(event, "id", longestEventId) ?? contentId(),
    realmId: realm,
    entityName,
    recordType: entityName === null ? null : recordTypeOfName(entityName),
    operation: operations.get(operation.toLowerCase()) ?? "other",
    sourceId: readEventText(event, "intuitentityid", longestSourceId),
    deletedId: isWireRecord(data) ? readEventText(data, "deletedid", longestSourceId) : null,
    occurredAt: readInstant(readEventText(event, "time", 64)),
  };
}

/** One entity of the payload before CloudEvents; its notification has the realm. */
export function readLegacyEntity(
  realm: RealmId,
  entity: WireRecord,
  idOf: (parts: readonly (string | null)[]) => string,
): WebhookEvent {
  const entityName = readEventText(entity, "name", longestName);
  const operation = readEventText(entity, "operation", 32);
  const sourceId = readEventText(entity, "id", longestSourceId);
  const deletedId = readEventText(entity, "deletedId", longestSourceId);
  const occurredAt = readEventText(entity, "lastUpdated", 64);
  return {
    // The same event delivered twice is the same text, and so the same id.
    eventId: idOf([realm, entityName, sourceId, operation, occurredAt, deletedId]),
    realmId: realm,
    entityName,
    recordType: entityName === null ? null : recordTypeOfName(entityName),
    operation: operations.get((operation ?? "").toLowerCase()) ?? "other",
    sourceId,
    deletedId,
    occurredAt: readInstant(occurredAt),
  };
}

/**
 * Null for anything but 1 to 20 digits; the field's name is found in any case.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export function readRealm(record: WireRecord, field: string): RealmId | null {
  const text = readEventText(record, field, 64)?.trim();
  return text !== undefined && /^\d{1,20}$/.test(text) ? parseRealmId(text) : null;
}

/** Well-formed text without control characters, of 1 to `longest` characters; null for anything else. */
function readEventText(record: WireRecord, field: string, longest: number): string | null {
  const found = record[field] ?? inAnyCase(record, field);
  // CloudEvents' attributes are text, but a number says the same.
  const value = typeof found === "number" && Number.isFinite(found) ? String(found) : found;
  if (typeof value !== "string" || value === "" || value.length > longest) return null;
  if (!value.isWellFormed()) return null;
  // PostgreSQL refuses NUL in text, and nothing of Intuit's holds the others.
  for (let at = 0; at < value.length; at += 1) if (value.charCodeAt(at) < 32) return null;
  return value;
}

/* Intuit's own pages differ: deletedid, deletedId. */
function inAnyCase(record: WireRecord, field: string): unknown {
  const lowerCase = field.toLowerCase();
  const key = Object.keys(record).find((name) => name.toLowerCase() === lowerCase);
  return key === undefined ? undefined : record[key];
}

function readInstant(value: string | null): Date | null {
  if (value === null) return null;
  try {
    return parseInstant(value, "time");
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return null;
    throw thrown;
  }
}
