import { config } from "../config/config.ts";
import { hashRealm } from "../connections/realm-lookup.ts";
import { asSystemAtOnce } from "../db/scope.ts";
import { jobs } from "../queue/jobs.ts";
import type { WebhookEvent } from "../quickbooks/webhook.ts";

export interface KeptEvents {
  /** Not seen before. */
  readonly fresh: number;
  /** Of a realm that no company here is connected to. */
  readonly unmatched: number;
}

// Rows are inserted and jobs added in one order everywhere: two deliveries with the same events cannot
// wait for each other.
const statement = `
  WITH given AS (
    SELECT DISTINCT ON (event_id) *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
      AS given(event_id, realm_id_hash, entity, operation, source_id, deleted_id, occurred_at)
    ORDER BY event_id
  ), kept AS (
    INSERT INTO quickbooks_webhook_events AS event (event_id, realm_id_hash, entity, operation, source_id,
      deleted_id, occurred_at, organization_id, company_id, state)
    SELECT given.*, connection.organization_id, connection.company_id,
      CASE WHEN connection.company_id IS NULL THEN 'unmatched' ELSE 'pending' END
    FROM given LEFT JOIN quickbooks_connections AS connection
      ON connection.realm_id_hash = given.realm_id_hash
      AND connection.environment = $8 AND connection.state <> 'disconnected'
    ORDER BY given.event_id
    ON CONFLICT (event_id) DO UPDATE SET deliveries = event.deliveries + 1
    RETURNING company_id, state, xmax = 0 AS is_fresh
  ), specs AS (
    SELECT array_agg(ROW('process_webhooks', json_build_object('companyId', company_id), NULL, NULL,
      $9::integer, 'process_webhooks:' || company_id, $10::integer, NULL)::graphile_worker.job_spec
      ORDER BY company_id) AS all_of_them
    FROM (SELECT DISTINCT company_id FROM kept WHERE is_fresh AND company_id IS NOT NULL) AS companies
    HAVING count(*) > 0
  )
  SELECT count(*) FILTER (WHERE is_fresh)::int AS fresh,
    count(*) FILTER (WHERE is_fresh AND state = 'unmatched')::int AS unmatched,
    (SELECT count(*) FROM specs, graphile_worker.add_jobs(specs.all_of_them, true))::int AS jobs
  FROM kept`;

/**
 * Stores events and puts one job per company on the queue, in one statement. Durable when it resolves. An
 * event that was delivered before is counted, not stored again. Events of realms that we do not know are
 * kept for the day they are connected.
 */
export async function keepEvents(events: readonly WebhookEvent[]): Promise<KeptEvents> {
  if (events.length === 0) return { fresh: 0, unmatched: 0 };
  const hashes = await Promise.all(events.map((event) => hashRealm(event.realmId)));
  const { maxAttempts, priority } = jobs.process_webhooks;
  const values = [
    events.map((event) => event.eventId),
    hashes,
    events.map((event) => event.entityName),
    events.map((event) => event.operation),
    events.map((event) => event.sourceId),
    events.map((event) => event.deletedId),
    events.map((event) => event.occurredAt.toISOString()),
    config().quickbooks.environment,
    maxAttempts,
    priority,
  ];
  const [kept] = await asSystemAtOnce<KeptEvents>({
    name: "keep-webhook-events",
    text: statement,
    values,
  });
  return kept ?? { fresh: 0, unmatched: 0 };
}
