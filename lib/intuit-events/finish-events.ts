import { recordTypes } from "#lib/books/record-type.ts";
import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { jobs } from "#lib/queue/jobs.ts";
import { distinctSql } from "./distinct-sql.ts";

export interface FinishedEvents {
  readonly processed: number;
  /** The run has ended and the change is not in the books yet: asked for again. */
  readonly unseen: number;
  readonly failed: number;
  readonly dead: number;
}

interface EndedEvent {
  readonly event_id: string;
  readonly company_id: string;
  readonly entity: string | null;
  readonly operation: string;
  readonly source_id: string | null;
  /** When it was received, where the event does not say. */
  readonly occurred_at: Date;
  readonly attempts: number;
  readonly sync_state: string | null;
  readonly sync_error: string | null;
}

/** Tries in all, before a person must look. */
export const attemptsUntilDead = 8;
/** The change feed may lag behind the event; after so many looks the books are believed. */
const looks = 3;

/** What becomes of an event whose run has ended, and the event of the table that it is. */
const eventOf = {
  processed: "change_found",
  unseen: "change_not_shown",
  failed: "run_failed",
  dead: "given_up",
} as const;

type EventOutcome = keyof typeof eventOf;

/**
 * Looks at events whose sync has ended, and says what became of them. Safe at any time and any number of
 * times: a worker that dies before it has settled leaves this to the next call, by whichever worker.
 */
export async function finishEvents(limit = 5_000): Promise<FinishedEvents> {
  return asSystem(async (sql) => {
    const events = await listEnded(sql, limit);
    if (events.length === 0) return { processed: 0, unseen: 0, failed: 0, dead: 0 };
    const notShown = await listNotShown(sql, events.filter(hasSucceeded));
    const outcomes = events.map((event) => ({ event, outcome: judge(event, notShown) }));
    await store(sql, outcomes);
    await askAgain(sql, outcomes);
    const count = (outcome: EventOutcome): number => outcomes.filter((one) => one.outcome === outcome).length;
    return {
      processed: count("processed"),
      unseen: count("unseen"),
      failed: count("failed"),
      dead: count("dead"),
    };
  });
}

async function listEnded(sql: Sql, limit: number): Promise<readonly EndedEvent[]> {
  const { rows } = await sql.query<EndedEvent>({
    name: "list-ended-webhook-events",
    // By run: of the events under way most belong to a few runs, and most of those go on. "OFFSET 0" has
    // each looked up, for PostgreSQL cannot know how few they are.
    text: `WITH ended AS (
       SELECT named.value AS id
       FROM (${distinctSql("sync_id", "state = 'processing'")}) AS named
       LEFT JOIN LATERAL (
         SELECT state FROM quickbooks_syncs WHERE id = named.value OFFSET 0) AS sync ON true
       WHERE sync.state IS NULL OR sync.state NOT IN ('queued', 'running', 'awaiting_approval')
     )
     SELECT event_id, event.company_id, entity, operation, source_id,
       coalesce(occurred_at, received_at) AS occurred_at, event.attempts,
       sync.state AS sync_state, sync.error_code AS sync_error
     FROM quickbooks_webhook_events AS event LEFT JOIN LATERAL (
       SELECT state, error_code FROM quickbooks_syncs WHERE id = event.sync_id OFFSET 0) AS sync ON true
     WHERE event.state = 'processing' AND event.event_id = ANY (ARRAY(
       SELECT found.event_id FROM ended CROSS JOIN LATERAL (
         SELECT event_id FROM quickbooks_webhook_events
         WHERE state = 'processing' AND sync_id = ended.id OFFSET 0) AS found
       UNION ALL
       SELECT event_id FROM quickbooks_webhook_events WHERE state = 'processing' AND sync_id IS NULL
       LIMIT $1))
     FOR UPDATE OF event SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}

/** An incomplete run has read the changes; what its counts lack is another matter. */
function hasSucceeded(event: EndedEvent): boolean {
  return event.sync_state === "succeeded" || event.sync_state === "incomplete";
}

function judge(event: EndedEvent, notShown: ReadonlySet<string>): EventOutcome {
  if (hasSucceeded(event)) {
    return notShown.has(event.event_id) && event.attempts < looks ? "unseen" : "processed";
  }
  return event.attempts >= attemptsUntilDead ? "dead" : "failed";
}

const changingOperations: ReadonlySet<string> = new Set(["created", "updated", "voided", "deleted"]);

/** Events whose change is not in the books, among those of record types that the company keeps. */
async function listNotShown(sql: Sql, events: readonly EndedEvent[]): Promise<ReadonlySet<string>> {
  const deletedAt = new Map(
    events
      .filter((event) => event.operation === "deleted")
      .map((event) => [recordOf(event), event.occurred_at.getTime()]),
  );
  const asked = events.flatMap((event) => {
    // What was made and deleted between two runs never reached the books; its deletion's event is judged.
    const isGone = event.occurred_at.getTime() <= (deletedAt.get(recordOf(event)) ?? -Infinity);
    if (isGone && event.operation !== "deleted") return [];
    const recordType = event.entity === null ? null : recordTypeOfName(event.entity);
    if (recordType === null || event.source_id === null || !changingOperations.has(event.operation))
      return [];
    if (recordTypes[recordType].group === "settings") return [];
    return [{ event, recordType }];
  });
  if (asked.length === 0) return new Set();
  // Intuit stamps records to the second and events more finely.
  const { rows } = await sql.query<{ event_id: string }>({
    name: "list-webhook-changes-not-shown",
    text: `SELECT asked.event_id
     FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[])
       AS asked(event_id, company_id, record_type, source_id, occurred_at, is_deletion)
     JOIN companies AS company ON company.id = asked.company_id
     WHERE (cardinality(company.selected_types) = 0 OR asked.record_type = ANY (company.selected_types))
       AND company.sync_from_on IS NULL
       AND NOT EXISTS (
         SELECT FROM record_failures AS failure WHERE failure.company_id = asked.company_id
           AND failure.record_type = asked.record_type AND failure.source_id = asked.source_id)
       AND NOT EXISTS (
         SELECT FROM company_record_types AS type WHERE type.company_id = asked.company_id
           AND type.record_type = asked.record_type AND type.offered = false)
       AND CASE WHEN asked.is_deletion
         THEN EXISTS (
           SELECT FROM entities WHERE company_id = asked.company_id AND kind = asked.record_type
             AND source_id = asked.source_id AND deleted_at IS NULL
           UNION ALL
           SELECT FROM transactions WHERE company_id = asked.company_id AND type = asked.record_type
             AND source_id = asked.source_id AND deleted_at IS NULL)
         ELSE NOT EXISTS (
           SELECT FROM entities WHERE company_id = asked.company_id AND kind = asked.record_type
             AND source_id = asked.source_id
             AND (deleted_at IS NOT NULL OR source_updated_at >= asked.occurred_at - interval '2 seconds')
           UNION ALL
           SELECT FROM transactions WHERE company_id = asked.company_id AND type = asked.record_type
             AND source_id = asked.source_id
             AND (deleted_at IS NOT NULL OR source_updated_at >= asked.occurred_at - interval '2 seconds'))
         END`,
    values: [
      asked.map(({ event }) => event.event_id),
      asked.map(({ event }) => event.company_id),
      asked.map(({ recordType }) => recordType),
      asked.map(({ event }) => event.source_id),
      asked.map(({ event }) => event.occurred_at.toISOString()),
      asked.map(({ event }) => event.operation === "deleted"),
    ],
  });
  return new Set(rows.map((row) => row.event_id));
}

function recordOf({ company_id: companyId, entity, source_id: sourceId }: EndedEvent): string {
  return `${companyId} ${entity ?? ""} ${sourceId ?? ""}`;
}

interface Judged {
  readonly event: EndedEvent;
  readonly outcome: EventOutcome;
}

async function store(sql: Sql, outcomes: readonly Judged[]): Promise<void> {
  await sql.query({
    name: "finish-webhook-events",
    text: `UPDATE quickbooks_webhook_events AS event SET
       state = outcome.state,
       last_error = outcome.error,
       processed_at = CASE WHEN outcome.state = 'processed' THEN clock_timestamp() END,
       next_attempt_at = clock_timestamp() + outcome.wait_ms * interval '1 millisecond'
     FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS outcome(event_id, state, error, wait_ms)
     WHERE event.event_id = outcome.event_id AND event.state = ANY ($5)`,
    values: [
      outcomes.map(({ event }) => event.event_id),
      outcomes.map(({ outcome }) => webhookEventTransitions.targetOf(eventOf[outcome])),
      outcomes.map(({ event, outcome }) => errorOf(event, outcome)),
      outcomes.map(({ event, outcome }) => waitMs(event, outcome)),
      // Each outcome comes of a run that has ended, and the table knows one state in which it can.
      webhookEventTransitions.sourcesOf("change_found"),
    ],
  });
}

/** Enough for QuickBooks to catch up with its own event; doubling after failures, to half an hour. */
function waitMs(event: EndedEvent, outcome: EventOutcome): number | null {
  if (outcome === "unseen") return 3_000 * event.attempts;
  if (outcome === "failed") return Math.min(15_000 * 2 ** (event.attempts - 1), 1_800_000);
  return null;
}

function errorOf(event: EndedEvent, outcome: EventOutcome): string | null {
  if (outcome === "unseen") return "quickbooks.not_shown_yet";
  if (outcome === "processed") return null;
  return event.sync_error ?? (event.sync_state === null ? "sync.missing" : `sync.${event.sync_state}`);
}

async function askAgain(sql: Sql, outcomes: readonly Judged[]): Promise<void> {
  const { keyMode, maxAttempts, priority } = jobs.process_webhooks;
  const soonest = new Map<string, number>();
  for (const { event, outcome } of outcomes) {
    const wait = waitMs(event, outcome);
    if (wait !== null) soonest.set(event.company_id, Math.min(wait, soonest.get(event.company_id) ?? wait));
  }
  if (soonest.size === 0) return;
  // Under a key of its own, so that new events of the company do not wait for this.
  await sql.query(
    `SELECT graphile_worker.add_job('process_webhooks', json_build_object('companyId', company_id),
       job_key := 'process_webhooks:' || company_id || ':again', job_key_mode := $3, max_attempts := $4,
       priority := $5, run_at := clock_timestamp() + wait_ms * interval '1 millisecond')
     FROM unnest($1::uuid[], $2::int[]) AS again(company_id, wait_ms) ORDER BY company_id`,
    [[...soonest.keys()], [...soonest.values()], keyMode, maxAttempts, priority],
  );
}
