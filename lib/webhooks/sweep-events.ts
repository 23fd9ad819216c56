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

/** Gives events their company, once it is connected. Their changes are read even if long past. */
async function rematchEvents(): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query(
      `UPDATE quickbooks_webhook_events AS event
       SET organization_id = connection.organization_id, company_id = connection.company_id, state = 'pending'
       FROM quickbooks_connections AS connection
       WHERE event.state = 'unmatched' AND connection.realm_id_hash = event.realm_id_hash
         AND connection.environment = $1::"QuickBooksEnvironment" AND connection.state <> 'disconnected'`,
      [config().quickbooks.environment],
    ),
  );
  return rowCount ?? 0;
}

async function enqueueWaiting(): Promise<number> {
  const { keyMode, maxAttempts, priority } = jobs.process_webhooks;
  const { rowCount } = await asSystem((sql) =>
    sql.query(
      `SELECT graphile_worker.add_job('process_webhooks', json_build_object('companyId', company_id),
         job_key := 'process_webhooks:' || company_id, job_key_mode := $2, max_attempts := $3, priority := $4)
       FROM (
         SELECT DISTINCT event.company_id
         FROM quickbooks_webhook_events AS event
         JOIN quickbooks_connections AS connection ON connection.company_id = event.company_id
         WHERE event.state IN ('pending', 'failed') AND event.received_at < clock_timestamp() - interval '10 seconds'
           AND (event.next_attempt_at IS NULL OR event.next_attempt_at <= clock_timestamp())
           AND connection.state = ANY ($1::"ConnectionState"[])
         ORDER BY 1
       ) AS waiting`,
      [liveStates, keyMode, maxAttempts, priority],
    ),
  );
  return rowCount ?? 0;
}
