// Webhook deliveries: both of Intuit's payloads read into one shape. An event says only that something
// changed; its content is never in it. Source: Intuit's pages on webhooks and on the move to CloudEvents.

import { createHash } from "node:crypto";

import { readCloudEvent, readLegacyEntity, readRealm, type WebhookEvent } from "./webhook-event.ts";
import { decodeAnswer } from "../wire/decode-answer.ts";
import { isWireRecord } from "../wire/wire-record.ts";

export type { WebhookEvent } from "./webhook-event.ts";

/** What names no company, and so cannot lead to anything but a look at it. */
export interface UnreadableEvent {
  /** Made of the content: delivered twice, it is the same. */
  readonly eventId: string;
  /** Names what is missing, never a value. */
  readonly why: string;
  readonly text: Uint8Array;
}

/** Every event of the delivery is in one of the lists, and there is at least one. */
export interface Delivery {
  readonly events: readonly WebhookEvent[];
  readonly unreadable: readonly UnreadableEvent[];
}

/** Never throws on what is in `body`, whatever it is. Check the signature first. */
export function parseDelivery(body: Uint8Array): Delivery {
  const parsed = parseBody(decodeAnswer(body));
  if (parsed === undefined) {
    return unreadableDelivery(body, body.length === 0 ? "the body is empty" : "the body is not JSON");
  }
  const read = new DeliveryReader(body);
  if (Array.isArray(parsed)) for (const entry of parsed as readonly unknown[]) read.entry(entry);
  else read.entry(parsed);
  return read.result();
}

/** One that is kept as it came, without a look into it. */
export function unreadableDelivery(text: Uint8Array, why: string): Delivery {
  return { events: [], unreadable: [{ eventId: contentId("unreadable", text), why, text }] };
}

class DeliveryReader {
  readonly #body: Uint8Array;
  readonly #events: WebhookEvent[] = [];
  readonly #unreadable: UnreadableEvent[] = [];

  constructor(body: Uint8Array) {
    this.#body = body;
  }

  result(): Delivery {
    if (this.#events.length + this.#unreadable.length === 0) {
      return unreadableDelivery(this.#body, "the delivery names no event");
    }
    return { events: this.#events, unreadable: this.#unreadable };
  }

  entry(entry: unknown): void {
    if (!isWireRecord(entry)) {
      this.#cannotRead(entry, "an event is not an object");
      return;
    }
    const notifications = entry["eventNotifications"];
    if (Array.isArray(notifications)) {
      for (const notification of notifications as readonly unknown[]) this.#notification(notification);
    } else if (entry["dataChangeEvent"] !== undefined) {
      this.#notification(entry);
    } else {
      const event = readCloudEvent(entry, () => contentId("content", this.#textOf(entry)));
      if (event) this.#events.push(event);
      else this.#cannotRead(entry, "an event names no company");
    }
  }

  #notification(notification: unknown): void {
    const realm = isWireRecord(notification) ? readRealm(notification, "realmId") : null;
    if (!isWireRecord(notification) || realm === null) {
      this.#cannotRead(notification, "a notification names no company");
      return;
    }
    const change = notification["dataChangeEvent"];
    const entities = isWireRecord(change) ? change["entities"] : undefined;
    // Of what we cannot read we still know whose it is.
    if (!Array.isArray(entities) || entities.length === 0) {
      const idOfContent = (): string => contentId("content", this.#textOf(notification));
      this.#events.push(readLegacyEntity(realm, {}, idOfContent));
      return;
    }
    for (const entity of entities as readonly unknown[]) {
      this.#events.push(readLegacyEntity(realm, isWireRecord(entity) ? entity : {}, legacyId));
    }
  }

  #cannotRead(entry: unknown, why: string): void {
    const text = this.#textOf(entry);
    this.#unreadable.push({ eventId: contentId("unreadable", text), why, text });
  }

  /** The JSON of a part; of one that is nested too deep to be written again, all that came. */
  #textOf(part: unknown): Uint8Array {
    try {
      return Buffer.from(JSON.stringify(part));
    } catch (thrown) {
      if (thrown instanceof RangeError) return this.#body;
      throw thrown;
    }
  }
}

// A realm's id has 19 digits, of which a number keeps 16.
const longNumberAsRealm = /"(?:intuitaccountid|realmId)"\s*:\s*\d{16}/i;

/** Undefined for what is not JSON. */
function parseBody(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return longNumberAsRealm.test(text) ? parseKeepingDigits(text, parsed) : parsed;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function parseKeepingDigits(text: string, otherwise: unknown): unknown {
  const keepDigits = (_key: string, value: unknown, context: { readonly source?: string }): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) ? (context.source ?? value) : value;
  try {
    // TypeScript does not know the third argument of a reviver yet.
    return Reflect.apply(JSON.parse, JSON, [text, keepDigits]) as unknown;
  } catch (thrown) {
    if (thrown instanceof RangeError) return otherwise;
    throw thrown;
  }
}

function legacyId(parts: readonly (string | null)[]): string {
  return contentId("legacy", JSON.stringify(parts));
}

function contentId(kind: "legacy" | "content" | "unreadable", content: string | Uint8Array): string {
  return `${kind}-${createHash("sha256").update(content).digest("hex").slice(0, 40)}`;
}
