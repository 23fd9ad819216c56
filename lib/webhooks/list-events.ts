import type { WebhookEventState } from "../contracts/webhook-events.ts";
import type { CompanyId, OrganizationId } from "../core/ids.ts";
import { asFirm } from "../db/scope.ts";

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
  /** Of the whole filter but its states. */
  readonly counts: Readonly<Record<WebhookEventState, number>>;
}

/** The condition of a filter over `event`, and its parameters from $1 on. */
export function eventCondition(filter: EventFilter): { readonly sql: string; readonly values: unknown[] } {
  return {
    sql: `($1::uuid[] IS NULL OR event.company_id = ANY ($1))
      AND ($2::text[] IS NULL OR event.state::text = ANY ($2))
      AND ($3::text IS NULL OR lower(event.entity) = lower($3))
      AND ($4::timestamptz IS NULL OR event.received_at >= $4)
      AND ($5::timestamptz IS NULL OR event.received_at < $5)`,
    values: [
      filter.companyIds ?? null,
      filter.states ?? null,
      filter.entity ?? null,
      filter.receivedAfter ?? null,
      filter.receivedBefore ?? null,
    ],
  };
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
    const { rows } = await sql.query<ListedEvent>(
      `SELECT event_id AS "eventId", event.company_id AS "companyId", company.name AS "companyName", entity,
         operation, source_id AS "sourceId", state, attempts, deliveries, occurred_at AS "occurredAt",
         received_at AS "receivedAt", processed_at AS "processedAt", next_attempt_at AS "nextAttemptAt",
         last_error AS "lastError", sync_id AS "syncId"
       FROM quickbooks_webhook_events AS event JOIN companies AS company ON company.id = event.company_id
       WHERE event.organization_id = $9 AND ${condition.sql}
         AND ($6::timestamptz IS NULL OR (received_at, event_id) < ($6, $7))
       ORDER BY received_at DESC, event_id DESC LIMIT $8`,
      [...condition.values, after?.receivedAt ?? null, after?.eventId ?? null, limit + 1, organization],
    );
    const anyState = eventCondition({ ...filter, states: undefined });
    const counted = await sql.query<{ state: WebhookEventState; events: number }>(
      `SELECT state, count(*)::int AS events FROM quickbooks_webhook_events AS event
       WHERE event.organization_id = $6 AND ${anyState.sql} GROUP BY state`,
      [...anyState.values, organization],
    );
    const counts = { pending: 0, processing: 0, processed: 0, failed: 0, dead: 0, unmatched: 0 };
    for (const { state, events } of counted.rows) counts[state] = events;
    const events = rows.slice(0, limit);
    const last = rows.length > limit ? events.at(-1) : undefined;
    const next = last ? { receivedAt: last.receivedAt, eventId: last.eventId } : null;
    return { events, counts, next };
  });
}
