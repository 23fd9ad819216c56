import { config } from "../config/config.ts";
import { liveStates } from "../connections/connection-state.ts";
import { asSystem } from "../db/scope.ts";
import { jobs } from "../queue/jobs.ts";
import { settleEvents, type SettledEvents } from "./settle-events.ts";

export interface SweptEvents {
  /** Of realms that have been connected since. */
  readonly rematched: number;
  /** Companies whose waiting events had, or now have, a job. */
  readonly companies: number;
  readonly settled: SettledEvents;
}

/**
 * What no death of a process and no lost job may leave behind: events of realms that have been connected
 * since, events that wait without a job, and events whose sync has ended unnoticed. The clock calls it.
 */
export async function sweepEvents(): Promise<SweptEvents> {
  const settled = await settleEvents();
  const rematched = await rematchEvents();
  return { settled, rematched, companies: await enqueueWaiting() };
}

/**
 * The distinct values of a column of events, found by one step through a partial index for each: of a
 * hundred thousand events that wait, most are of a few companies.
 */
const distinctSql = (column: string, condition: string): string => `
  WITH RECURSIVE each AS (
    (SELECT ${column} AS value FROM quickbooks_webhook_events
     WHERE ${condition} ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${column} FROM quickbooks_webhook_events
            WHERE ${condition} AND ${column} > each.value ORDER BY ${column} LIMIT 1)
    FROM each WHERE each.value IS NOT NULL
  )
  SELECT value FROM each WHERE value IS NOT NULL`;

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
        `UPDATE quickbooks_webhook_events SET organization_id = $1, company_id = $2, state = 'pending'
         WHERE state = 'unmatched' AND realm_id_hash = $3`,
        [connection.organization_id, connection.company_id, connection.realm_id_hash],
      );
      rematched += rowCount ?? 0;
    }
    return rematched;
  });
}

async function enqueueWaiting(): Promise<number> {
  const { maxAttempts, priority } = jobs.process_webhooks;
  const { rows } = await asSystem((sql) =>
    sql.query<{ companies: number }>(
      // Looked up one by one ("OFFSET 0"): PostgreSQL cannot know how few companies have events that wait.
      `WITH waiting AS (
         SELECT connection.company_id
         FROM (${distinctSql("company_id", "state IN ('pending', 'processing', 'failed')")}) AS company
         CROSS JOIN LATERAL (
           SELECT company_id, state FROM quickbooks_connections WHERE company_id = company.value OFFSET 0) AS connection
         WHERE connection.state = ANY ($1::text[]) AND EXISTS (
           SELECT FROM quickbooks_webhook_events AS event WHERE event.company_id = company.value
             AND event.state IN ('pending', 'failed') AND event.received_at < clock_timestamp() - interval '10 seconds'
             AND (event.next_attempt_at IS NULL OR event.next_attempt_at <= clock_timestamp()) OFFSET 0)
       ), specs AS (
         SELECT array_agg(ROW('process_webhooks', json_build_object('companyId', company_id), NULL, NULL,
           $2::integer, 'process_webhooks:' || company_id, $3::integer, NULL)::graphile_worker.job_spec
           ORDER BY company_id) AS all_of_them
         FROM waiting HAVING count(*) > 0
       )
       SELECT count(*)::int AS companies FROM specs, graphile_worker.add_jobs(specs.all_of_them, true)`,
      [liveStates, maxAttempts, priority],
    ),
  );
  return rows[0]?.companies ?? 0;
}
