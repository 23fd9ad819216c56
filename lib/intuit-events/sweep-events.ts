import { config } from "#lib/config/config.ts";
import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import { liveStates } from "#lib/books/connection-state.ts";
import { asSystem } from "#lib/db/scope.ts";
import { jobs } from "#lib/queue/jobs.ts";
import { distinctSql } from "./distinct-sql.ts";
import { finishEvents, type FinishedEvents } from "./finish-events.ts";

export interface SweptEvents {
  /** Of realms that have been connected since. */
  readonly rematched: number;
  /** Companies whose waiting events had no job, and have one now. */
  readonly companies: number;
  readonly finished: FinishedEvents;
}

/**
 * What no death of a process and no lost job may leave behind: events of realms that have been connected
 * since, events that wait without a job, and events whose sync has ended unnoticed. The clock calls it.
 */
export async function sweepEvents(): Promise<SweptEvents> {
  const finished = await finishEvents();
  const rematched = await rematchEvents();
  return { finished, rematched, companies: await enqueueWaiting() };
}

const connectedSince = `
  SELECT connection.organization_id, connection.company_id, connection.realm_id_hash
  FROM (${distinctSql("realm_id_hash", "state = 'unmatched'")}) AS realm
  CROSS JOIN LATERAL (
    SELECT * FROM quickbooks_connections WHERE realm_id_hash = realm.value OFFSET 0) AS connection
  WHERE connection.environment = $1 AND connection.state <> 'disconnected'`;

/** Gives events their company, once it is connected. Their changes are read even if long past. */
async function rematchEvents(): Promise<number> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<Record<"organization_id" | "company_id" | "realm_id_hash", string>>(
      connectedSince,
      [config().quickbooks.environment],
    );
    let rematched = 0;
    for (const connection of rows) {
      const { rowCount } = await sql.query(
        `UPDATE quickbooks_webhook_events SET organization_id = $1, company_id = $2, state = $4
         WHERE state = ANY ($5) AND realm_id_hash = $3`,
        [
          connection.organization_id,
          connection.company_id,
          connection.realm_id_hash,
          webhookEventTransitions.targetOf("realm_connected"),
          webhookEventTransitions.sourcesOf("realm_connected"),
        ],
      );
      rematched += rowCount ?? 0;
    }
    return rematched;
  });
}

async function enqueueWaiting(): Promise<number> {
  let companies = 0;
  for (let after = lowestId; ;) {
    const found = await enqueueSome(after);
    companies += found.queued;
    if (found.last === null) return companies;
    after = found.last;
  }
}

const lowestId = "00000000-0000-0000-0000-000000000000";
/** Companies in one statement, so that none is long. */
const atOnce = 100;

interface Enqueued {
  readonly queued: number;
  /** Null once there are no more. */
  readonly last: string | null;
}

async function enqueueSome(after: string): Promise<Enqueued> {
  const { maxAttempts, priority } = jobs.process_webhooks;
  const { rows } = await asSystem((sql) =>
    sql.query<Enqueued>(
      // Looked up one by one ("OFFSET 0"): PostgreSQL cannot know how few companies have events that wait.
      // A job that waits already is left alone.
      `WITH company AS MATERIALIZED (
         SELECT value FROM (
           ${distinctSql("company_id", "state IN ('pending', 'processing', 'failed') AND company_id > $4::uuid")}
         ) AS having_events LIMIT ${atOnce}
       ), waiting AS (
         SELECT connection.company_id FROM company CROSS JOIN LATERAL (
           SELECT company_id, state FROM quickbooks_connections WHERE company_id = company.value OFFSET 0) AS connection
         WHERE connection.state = ANY ($1::text[]) AND EXISTS (
           SELECT FROM quickbooks_webhook_events AS event WHERE event.company_id = company.value
             AND event.state IN ('pending', 'failed') AND event.received_at < clock_timestamp() - interval '10 seconds'
             AND (event.next_attempt_at IS NULL OR event.next_attempt_at <= clock_timestamp()) OFFSET 0)
         AND NOT EXISTS (
           SELECT FROM graphile_worker.jobs AS job WHERE job.key = 'process_webhooks:' || company.value
             AND job.locked_at IS NULL AND job.attempts < job.max_attempts OFFSET 0)
       ), specs AS (
         SELECT array_agg(ROW('process_webhooks', json_build_object('companyId', company_id), NULL, NULL,
           $2::integer, 'process_webhooks:' || company_id, $3::integer, NULL)::graphile_worker.job_spec
           ORDER BY company_id) AS all_of_them
         FROM waiting HAVING count(*) > 0
       )
       SELECT (SELECT count(*) FROM specs, graphile_worker.add_jobs(specs.all_of_them, true))::int AS queued,
         (SELECT value FROM company ORDER BY value DESC LIMIT 1) AS last`,
      [liveStates, maxAttempts, priority, after],
    ),
  );
  return rows[0] ?? { queued: 0, last: null };
}
