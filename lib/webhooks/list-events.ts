import { webhookEventState, type WebhookEventState } from "../contracts/webhook-events.ts";
import type { CompanyId, OrganizationId } from "../core/ids.ts";
import { asFirm, type Sql } from "../db/scope.ts";

export interface EventFilter {
  readonly companyIds?: readonly CompanyId[] | undefined;
  readonly states?: readonly WebhookEventState[] | undefined;
  /** Intuit's name, in any case. */
  readonly entity?: string | undefined;
  readonly receivedAfter?: Date | undefined;
  readonly receivedBefore?: Date | undefined;
}

/** The last event of a page; many are received in the same instant, so the time alone would not do. */
export interface EventCursor {
  readonly receivedAt: Date;
  readonly eventId: string;
}

export interface ListedEvent {
  readonly eventId: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly entity: string;
  readonly operation: string;
  readonly sourceId: string;
  readonly state: WebhookEventState;
  readonly attempts: number;
  readonly deliveries: number;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  readonly syncId: string | null;
}

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

/** A firm's events, latest first. Those of unknown realms belong to no firm and are not among them. */
export async function listEvents(
  organization: OrganizationId,
  filter: EventFilter,
  after: EventCursor | null = null,
  limit = 100,
): Promise<EventPage> {
  // The firm is named besides the wall behind it: only so can the index over its events be used.
  return asFirm(organization, async (sql) => {
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
         last_error AS "lastError", sync_id AS "syncId"
       FROM event JOIN companies AS company ON company.id = event.company_id
       WHERE ($5::timestamptz IS NULL OR (received_at, event_id) < ($5, $6))
       ORDER BY received_at DESC, event_id DESC LIMIT $7`,
      [...condition.values, after?.receivedAt ?? null, after?.eventId ?? null, limit + 1, organization],
    );
    const counts = await countEvents(sql, organization, filter);
    const events = rows.slice(0, limit);
    const last = rows.length > limit ? events.at(-1) : undefined;
    const next = last ? { receivedAt: last.receivedAt, eventId: last.eventId } : null;
    return { events, counts, next };
  });
}

/** Each is the condition of a partial index, so that only what it holds is read. */
const counted = [["pending", "processing", "failed"], ["dead"], ["unmatched"]] as const;

async function countEvents(
  sql: Sql,
  organization: OrganizationId,
  filter: EventFilter,
): Promise<EventCounts> {
  const { values } = eventCondition(filter);
  const { rows } = await sql.query<{ state: keyof EventCounts; events: number }>(
    counted
      .map(
        (states) =>
          `SELECT state, count(*)::int AS events FROM quickbooks_webhook_events AS event
           WHERE event.organization_id = $5 AND ${eventCondition({ ...filter, states }).sql} GROUP BY state`,
      )
      .join(" UNION ALL "),
    [...values, organization],
  );
  const counts = { pending: 0, processing: 0, failed: 0, dead: 0, unmatched: 0 };
  for (const { state, events } of rows) counts[state] = events;
  return counts;
}
