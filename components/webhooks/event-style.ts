import { recordTypes } from "#lib/books/record-type.ts";
import type { WebhookEvent, WebhookEventState } from "#lib/contracts/webhook-events.ts";
import type { Tone } from "../ui/status.tsx";

export interface EventStyle {
  readonly tone: Tone;
  readonly word: string;
  /** What has become of it and what comes next. */
  readonly message: string;
}

export const eventStyles = {
  dead: {
    tone: "bad",
    word: "Needs attention",
    message:
      "Processing failed several times and is not retried automatically. Replay it once the cause is resolved.",
  },
  failed: {
    tone: "warn",
    word: "Will be retried",
    message: "The sync that it started did not succeed. It is retried automatically.",
  },
  pending: {
    tone: "waiting",
    word: "Waiting",
    message: "It is stored and will be imported together with the company’s other events.",
  },
  processing: {
    tone: "running",
    word: "Importing",
    message: "The sync that imports the change is under way.",
  },
  processed: { tone: "good", word: "Imported", message: "The change is in the books." },
  unmatched: {
    tone: "off",
    word: "Not connected",
    message:
      "The company was not connected when the event arrived. It is kept, and imported if the company is connected again.",
  },
  unreadable: {
    tone: "off",
    word: "Unreadable",
    message:
      "QuickBooks sent an event that names no company. It is stored and delays nothing; scheduled syncs import every change. The administrator of this installation can read it with npm run webhooks:unreadable.",
  },
} satisfies Record<WebhookEventState, EventStyle>;

/** What needs a person before what does not. */
export const eventStatesInOrder = [
  "dead",
  "failed",
  "pending",
  "processing",
  "processed",
  "unmatched",
  "unreadable",
] as const satisfies readonly WebhookEventState[];

/** In our own words where we hold the type, else Intuit's, else none. */
export function typeName({ recordType, entity }: Pick<WebhookEvent, "recordType" | "entity">): string {
  return recordType === null ? (entity ?? "Record") : recordTypes[recordType].singular;
}

const operations: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  merge: "merged",
  void: "voided",
  emailed: "emailed",
};

/** "Invoice 145 updated". */
export function describeEvent(
  event: Pick<WebhookEvent, "recordType" | "entity" | "sourceId" | "operation" | "unreadableReason">,
): string {
  if (event.unreadableReason !== null) return "Unreadable webhook event";
  const operation = event.operation.toLowerCase();
  const words = [typeName(event), event.sourceId, operations[operation] ?? operation];
  return words.filter((word) => word !== null && word !== "other").join(" ");
}

export function tookMs({
  receivedAt,
  processedAt,
}: Pick<WebhookEvent, "receivedAt" | "processedAt">): number | null {
  return processedAt === null ? null : new Date(processedAt).getTime() - new Date(receivedAt).getTime();
}
