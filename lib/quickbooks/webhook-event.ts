// One webhook event, whichever payload it came in.

import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import { realmId, type RealmId } from "../core/ids.ts";
import { recordTypeOfName } from "./entities.ts";
import { parseInstant } from "./wire/instant.ts";
import type { WireRecord } from "./wire/wire-record.ts";

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

export const longestEventId = 255;
export const longestSourceId = 64;

interface EventParts {
  readonly eventId: () => string;
  readonly realm: string | null;
  readonly entityName: string;
  readonly operation: string;
  readonly sourceId: string | null;
  readonly deletedId: string | null;
  readonly occurredAt: string | null;
}

/** The event that the parts make, or what is wrong with them. */
export function readEvent(parts: EventParts): WebhookEvent | string {
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
export function readEventText(record: WireRecord, field: string, longest: number): string | null {
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
