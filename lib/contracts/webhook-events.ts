// GET /api/admin/quickbooks/webhook-events and POST …/replay: what QuickBooks has announced.

import { z } from "zod";

import { webhookEventStates, type WebhookEventState } from "#lib/books/webhook-event.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { cursorInput } from "./inputs/cursor-input.ts";
import { instantInput } from "./inputs/instant-input.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";
import { textInput } from "./inputs/text-input.ts";

/** Shown at once. */
export const eventsPageSize = 50;

export const webhookEventState = z.enum(webhookEventStates);
export type { WebhookEventState };

const filter = {
  companyId: z.uuid().transform(parseCompanyId).optional(),
  state: webhookEventState.optional(),
  /** Intuit's name, in any case. */
  entity: textInput({ max: 64 }).optional(),
  from: instantInput.optional(),
  to: instantInput.optional(),
};

export const webhookEventsQuery = z.object({
  ...filter,
  /** `next` of the page before. */
  after: cursorInput.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export type WebhookEventsQuery = z.infer<typeof webhookEventsQuery>;

export const webhookEvent = z.object({
  eventId: z.string(),
  /** Null for an unreadable one, which names no company. */
  companyId: z.string().nullable(),
  companyName: z.string().nullable(),
  /** Intuit's name; null when the event has none. */
  entity: z.string().nullable(),
  /** Null for what is not kept as a record here. */
  recordType: recordTypeName.nullable(),
  operation: z.string(),
  sourceId: z.string().nullable(),
  state: webhookEventState,
  attempts: z.int(),
  deliveries: z.int(),
  /** Null when the event does not say. */
  occurredAt: z.string().nullable(),
  receivedAt: z.string(),
  processedAt: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  lastError: z.string().nullable(),
  syncId: z.string().nullable(),
  /** Of an unreadable one: why, and how much came. */
  unreadableReason: z.string().nullable(),
  bytes: z.int().nullable(),
});
export type WebhookEvent = z.infer<typeof webhookEvent>;

export const webhookEventList = z.object({
  events: z.array(webhookEvent),
  /** Of the whole filter but its state. Those that were imported, nearly all, are not counted. */
  counts: z.object({
    pending: z.int(),
    processing: z.int(),
    failed: z.int(),
    dead: z.int(),
    unmatched: z.int(),
    /** Of the whole installation: they name no company, so they belong to no firm. */
    unreadable: z.int(),
  }),
  next: z.string().nullable(),
});
export type WebhookEventList = z.infer<typeof webhookEventList>;

/** Single events, or what a filter finds. Neither would replay everything by mistake. */
export const replayRequest = z
  .object({
    eventIds: z
      .array(textInput({ min: 1, max: 255 }))
      .min(1)
      .max(1000)
      .optional(),
    ...filter,
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
    message: "Say which events: by id, or by company, state, entity or time.",
  });
export const replayAnswer = z.object({ events: z.int(), companies: z.int() });
