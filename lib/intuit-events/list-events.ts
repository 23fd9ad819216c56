import { webhookEventState, type WebhookEventState } from "#lib/contracts/webhook-events.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { listUnreadableEvents } from "./list-unreadable-events.ts";
import type { EventCursor, EventFilter, ListedEvent } from "./listed-event.ts";

export interface EventPage {
  readonly events: readonly ListedEvent[];
  /** Where the next page starts; null on the last. */
  readonly next: EventCursor | null;
  /**
   * Of the whole filter but its states, without the processed ones: those are nearly all, and counting
   * half a million takes longer than everything else on the page.
   */
  readonly counts: EventCounts;
}

export type EventCounts = Readonly<Record<Exclude<WebhookEventState, "processed">, number>>;

/** The condition of a filter over `event`, and its parameters, $1 to $4. */
export function eventCondition(filter: EventFilter): { readonly sql: string; readonly values: unknown[] } {
  return {
    sql: `${stateCondition(filter.states)}
      AND ($1::uuid[] IS NULL OR event.company_id = ANY ($1))
      AND ($2::text IS NULL OR lower(event.entity) = lower($2))
      AND ($3::timestamptz IS NULL OR event.received_at >= $3)
      AND ($4::timestamptz IS NULL OR event.received_at < $4)`,
    values: [
      filter.companyIds ?? null,
      filter.entity ?? null,
      filter.receivedAfter ?? null,
      filter.receivedBefore ?? null,
    ],
  };
}

/**
 * Written into the statement, not given to it: only so does PostgreSQL see that an index of few states has
 * all that is asked for.
 */
function stateCondition(states: EventFilter["states"]): string {
  if (states === undefined) return "TRUE";
  const words = states.map((state) => `'${webhookEventState.parse(state)}'`);
  return words.length === 0 ? "FALSE" : `event.state IN (${words.join(", ")})`;
}

/**
 * A firm's events, latest first, and among them those that name no company and so belong to no firm; their
 * text is not shown to any. Events of unknown realms are not among them.
 */
export async function listEvents(
  organization: OrganizationId,
  filter: EventFilter,
  after: EventCursor | null = null,
  limit = 100,
): Promise<EventPage> {
  const ofFirm = await listEventsOfFirm(organization, filter, after, limit);
  const unreadable = await listUnreadableEvents(filter, after, limit);
  const all = [...ofFirm.events, ...unreadable.events].toSorted(latestFirst);
  const events = all.slice(0, limit);
  const last = all.length > limit ? events.at(-1) : undefined;
  return {
    events,
    counts: { ...ofFirm.counts, unreadable: unreadable.count },
    next: last ? { receivedAt: last.receivedAt, eventId: last.eventId } : null,
  };
}

function latestFirst(one: ListedEvent, other: ListedEvent): number {
  const later = other.receivedAt.getTime() - one.receivedAt.getTime();
  return later !== 0 ? later : one.eventId < other.eventId ? 1 : -1;
}

/** One more than `limit`, where there are more. */
async function listEventsOfFirm(
  organization: OrganizationId,
  filter: EventFilter,
  after: EventCursor | null,
  limit: number,
): Promise<{ readonly events: readonly ListedEvent[]; readonly counts: EventCounts }> {
  return withTenant(organization, async (sql) => {
    const condition = eventCondition(filter);
    // Behind row security PostgreSQL may not look at its statistics, holds rare states for common ones, and
    // would walk through all events in order of time to find them.
    const found = filter.states?.includes("processed") === false ? "MATERIALIZED" : "NOT MATERIALIZED";
    const { rows } = await sql.query<ListedEvent>(
      `WITH event AS ${found} (
         SELECT * FROM quickbooks_webhook_events AS event WHERE event.organization_id = $8 AND ${condition.sql})
       SELECT event_id AS "eventId", event.company_id AS "companyId", company.name AS "companyName", entity,
         operation, source_id AS "sourceId", state, attempts, deliveries, occurred_at AS "occurredAt",
         received_at AS "receivedAt", processed_at AS "processedAt", next_attempt_at AS "nextAttemptAt",
         last_error AS "lastError", sync_id AS "syncId", unreadable_reason AS "unreadableReason",
         text_bytes AS bytes
       FROM event JOIN companies AS company ON company.id = event.company_id AND company.organization_id = $8
       WHERE ($5::timestamptz IS NULL OR (received_at, event_id) < ($5, $6))
       ORDER BY received_at DESC, event_id DESC LIMIT $7`,
      [...condition.values, after?.receivedAt ?? null, after?.eventId ?? null, limit + 1, sql.organization],
    );
    return { events: rows, counts: await countEvents(sql, filter) };
  });
}

/** Each is the condition of a partial index, so that only what it holds is read. */
const counted = [["pending", "processing", "failed"], ["dead"], ["unmatched"]] as const;

async function countEvents(sql: TenantSql, filter: EventFilter): Promise<EventCounts> {
  const { values } = eventCondition(filter);
  const { rows } = await sql.query<{ state: keyof EventCounts; events: number }>(
    counted
      .map(
        (states) =>
          `SELECT state, count(*)::int AS events FROM quickbooks_webhook_events AS event
           WHERE event.organization_id = $5 AND ${eventCondition({ ...filter, states }).sql} GROUP BY state`,
      )
      .join(" UNION ALL "),
    [...values, sql.organization],
  );
  const counts = { pending: 0, processing: 0, failed: 0, dead: 0, unmatched: 0, unreadable: 0 };
  for (const { state, events } of rows) counts[state] = events;
  return counts;
}
