import { asSystem } from "#lib/db/scope.ts";
import type { EventCursor, EventFilter, ListedEvent } from "./listed-event.ts";

export interface UnreadableEvents {
  /** One more than the limit, where there are more. */
  readonly events: readonly ListedEvent[];
  /** Counted no further than a thousand. */
  readonly count: number;
}

const none: UnreadableEvents = { events: [], count: 0 };
const mostCounted = 1_000;

/**
 * Events that name no company. They belong to no firm, so what they held is not given out: only that
 * something came, when, why it could not be read and how large it was.
 */
export async function listUnreadableEvents(
  filter: EventFilter,
  after: EventCursor | null,
  limit: number,
): Promise<UnreadableEvents> {
  // A company or a type is just what they do not have.
  if (filter.companyIds !== undefined || filter.entity !== undefined) return none;
  const isAskedFor = filter.states?.includes("unreadable") ?? true;
  return asSystem(async (sql) => {
    const times = [filter.receivedAfter ?? null, filter.receivedBefore ?? null];
    const inTime = `unreadable_reason IS NOT NULL AND ($1::timestamptz IS NULL OR received_at >= $1)
      AND ($2::timestamptz IS NULL OR received_at < $2)`;
    const { rows: events } = await sql.query<ListedEvent>(
      `SELECT event_id AS "eventId", NULL AS "companyId", NULL AS "companyName", entity, operation,
         source_id AS "sourceId", state, attempts, deliveries, occurred_at AS "occurredAt",
         received_at AS "receivedAt", processed_at AS "processedAt", next_attempt_at AS "nextAttemptAt",
         last_error AS "lastError", sync_id AS "syncId", unreadable_reason AS "unreadableReason",
         text_bytes AS bytes
       FROM quickbooks_webhook_events
       WHERE ${inTime} AND ($3::timestamptz IS NULL OR (received_at, event_id) < ($3, $4))
       ORDER BY received_at DESC, event_id DESC LIMIT $5`,
      [...times, after?.receivedAt ?? null, after?.eventId ?? null, isAskedFor ? limit + 1 : 0],
    );
    const { rows } = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (
         SELECT FROM quickbooks_webhook_events WHERE ${inTime} LIMIT ${mostCounted}) AS unreadable`,
      times,
    );
    return { events, count: rows[0]?.count ?? 0 };
  });
}
