import { z } from "zod";

import { AppError } from "../../../../../lib/core/app-error.ts";
import { companyId } from "../../../../../lib/core/ids.ts";
import { route } from "../../../../../lib/http/route.ts";
import { listEvents, webhookEventStates, type EventCursor } from "../../../../../lib/webhooks/list-events.ts";

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const count = z.number().int();

const query = z.object({
  companyId: z.uuid().transform(companyId).optional(),
  state: z.enum(webhookEventStates).optional(),
  entity: z.string().max(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** `next` of the page before. */
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const answer = z.object({
  events: z.array(
    z.object({
      eventId: z.string(),
      companyId: z.string(),
      companyName: z.string(),
      entity: z.string(),
      operation: z.string(),
      sourceId: z.string(),
      state: z.enum(webhookEventStates),
      attempts: count,
      deliveries: count,
      occurredAt: z.string(),
      receivedAt: z.string(),
      processedAt: z.string().nullable(),
      nextAttemptAt: z.string().nullable(),
      lastError: z.string().nullable(),
      syncId: z.string().nullable(),
    }),
  ),
  counts: z.record(z.enum(webhookEventStates), count),
  next: z.string().nullable(),
});

export const GET = route(
  { roles: ["owner", "admin"], company: "query.companyId" },
  { query, answer },
  async ({ viewer, query }) => {
    const page = await listEvents(
      viewer.organizationId,
      {
        companyIds: query.companyId ? [query.companyId] : undefined,
        states: query.state ? [query.state] : undefined,
        entity: query.entity,
        receivedAfter: query.from,
        receivedBefore: query.to,
      },
      query.after ? readCursor(query.after) : null,
      query.limit,
    );
    return {
      events: page.events.map((event) => ({
        ...event,
        occurredAt: event.occurredAt.toISOString(),
        receivedAt: event.receivedAt.toISOString(),
        processedAt: event.processedAt?.toISOString() ?? null,
        nextAttemptAt: event.nextAttemptAt?.toISOString() ?? null,
      })),
      counts: page.counts,
      next: page.next && `${page.next.receivedAt.toISOString()} ${page.next.eventId}`,
    };
  },
);

function readCursor(text: string): EventCursor {
  const receivedAt = new Date(text.slice(0, 24));
  if (Number.isNaN(receivedAt.getTime())) throw new AppError("request.invalid", "This is not a page's next.");
  return { receivedAt, eventId: text.slice(25) };
}
