import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { jobs } from "#lib/queue/jobs.ts";
import { eventCondition } from "./list-events.ts";
import type { EventFilter } from "./listed-event.ts";

export interface ReplayRequest extends EventFilter {
  /** Single events; together with a filter, those that fit both. */
  readonly eventIds?: readonly string[] | undefined;
}

export interface ReplayedEvents {
  readonly events: number;
  readonly companies: number;
}

/**
 * Puts events of the firm back to the start, whatever became of them; those that are being processed stay.
 * One sync per company answers all of its events.
 */
export async function replayEvents(sql: TenantSql, request: ReplayRequest): Promise<ReplayedEvents> {
  const condition = eventCondition(request);
  const { keyMode, maxAttempts, priority } = jobs.process_webhooks;
  const { rows } = await sql.query<ReplayedEvents>(
    `WITH replayed AS (
         UPDATE quickbooks_webhook_events AS event
         SET state = $10, attempts = 0, next_attempt_at = NULL, last_error = NULL, processed_at = NULL,
           sync_id = NULL
         WHERE event.organization_id = $9 AND ${condition.sql} AND ($5::text[] IS NULL OR event_id = ANY ($5))
           AND company_id IS NOT NULL AND state = ANY ($11)
         RETURNING company_id
       ), enqueued AS (
         SELECT enqueue_job('process_webhooks', json_build_object('companyId', company_id), NULL,
           $7::integer, 'process_webhooks:' || company_id, $8::integer, $6)
         FROM (SELECT DISTINCT company_id FROM replayed ORDER BY 1) AS companies
       )
       SELECT (SELECT count(*) FROM replayed)::int AS events, (SELECT count(*) FROM enqueued)::int AS companies`,
    [
      ...condition.values,
      request.eventIds ?? null,
      keyMode,
      maxAttempts,
      priority,
      sql.organization,
      webhookEventTransitions.targetOf("replayed"),
      webhookEventTransitions.sourcesOf("replayed"),
    ],
  );
  return rows[0] ?? { events: 0, companies: 0 };
}
