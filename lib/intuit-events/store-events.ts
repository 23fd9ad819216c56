import { randomUUID } from "node:crypto";

import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import { config } from "#lib/config/config.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { asSystemAtOnce, asSystemUndone } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { jobs } from "#lib/queue/jobs.ts";
import { withIdOfRealm, withLess, type EventRow } from "./event-row.ts";

export interface KeptEvents {
  /** Not seen before. */
  readonly fresh: number;
  /** Of a realm that no company here is connected to. */
  readonly unmatched: number;
  /** Of no realm at all. */
  readonly unreadable: number;
}

// Rows are inserted and jobs added in one order everywhere: two deliveries with the same events cannot
// wait for each other. An event without a time that comes again may be another change, and nothing tells:
// it is answered again.
const statement = `
  WITH given AS (
    SELECT DISTINCT ON (event_id) *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
        $8::text[], $9::text[], $10::int[])
      AS given(event_id, realm_id_hash, entity, operation, source_id, deleted_id, occurred_at,
        unreadable_reason, text_sealed, text_bytes)
    ORDER BY event_id
  ), kept AS (
    INSERT INTO quickbooks_webhook_events AS event (event_id, realm_id_hash, entity, operation, source_id,
      deleted_id, occurred_at, unreadable_reason, text_sealed, text_bytes, organization_id, company_id, state)
    SELECT given.*, connection.organization_id, connection.company_id,
      CASE WHEN given.unreadable_reason IS NOT NULL THEN $14 WHEN connection.company_id IS NULL THEN $15 ELSE $16 END
    FROM given LEFT JOIN quickbooks_connections AS connection
      ON connection.realm_id_hash = given.realm_id_hash
      AND connection.environment = $11 AND connection.state <> 'disconnected'
    ORDER BY given.event_id
    ON CONFLICT (event_id) DO UPDATE SET deliveries = event.deliveries + 1,
      state = CASE WHEN event.occurred_at IS NULL AND event.state = ANY ($17) THEN $18 ELSE event.state END
      WHERE event.realm_id_hash IS NOT DISTINCT FROM excluded.realm_id_hash
    RETURNING event_id, company_id, state, xmax = 0 AS is_fresh, occurred_at IS NULL AND state = 'pending' AS is_again
  ), specs AS (
    SELECT array_agg(ROW('process_webhooks', json_build_object('companyId', company_id), NULL, NULL,
      $12::integer, 'process_webhooks:' || company_id, $13::integer, NULL)::graphile_worker.job_spec
      ORDER BY company_id) AS all_of_them
    FROM (SELECT DISTINCT company_id FROM kept
      WHERE (is_fresh OR is_again) AND company_id IS NOT NULL) AS companies
    HAVING count(*) > 0
  )
  SELECT count(*) FILTER (WHERE is_fresh)::int AS fresh,
    count(*) FILTER (WHERE is_fresh AND state = 'unmatched')::int AS unmatched,
    count(*) FILTER (WHERE is_fresh AND state = 'unreadable')::int AS unreadable,
    (SELECT array_agg(event_id) FROM given WHERE event_id NOT IN (SELECT event_id FROM kept)) AS "idsInUse",
    (SELECT count(*) FROM specs, graphile_worker.add_jobs(specs.all_of_them, true))::int AS jobs
  FROM kept`;

/**
 * Stores events and puts one job per company on the queue, in one statement. Durable when it resolves. An
 * event that was delivered before is counted, not stored again. Events of realms that we do not know are
 * kept for the day they are connected. One whose content the database refuses is stored without it.
 */
export async function storeEvents(rows: readonly EventRow[]): Promise<KeptEvents> {
  try {
    return await insertEvents(rows);
  } catch (thrown) {
    if (!isOfContent(thrown)) throw thrown;
    const [only, ...others] = rows;
    if (only && others.length === 0) {
      const less = withLess(only);
      if (less === null) throw thrown;
      return storeEvents([less]);
    }
    const middle = Math.ceil(rows.length / 2);
    return add(await storeEvents(rows.slice(0, middle)), await storeEvents(rows.slice(middle)));
  }
}

/** Data exceptions, violated constraints, limits of an index row: no repetition would end otherwise. */
function isOfContent(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    /^(?:22|23|54)...$/.test(thrown.code)
  );
}

async function insertEvents(rows: readonly EventRow[]): Promise<KeptEvents> {
  if (rows.length === 0) return nothing;
  const [kept] = await asSystemAtOnce<KeptEvents & { readonly idsInUse: readonly string[] | null }>(
    keeping(rows),
  );
  if (!kept?.idsInUse) return kept ?? nothing;
  const taken = new Set(kept.idsInUse);
  return add(kept, await insertEvents(rows.filter(({ eventId }) => taken.has(eventId)).map(withIdOfRealm)));
}

/**
 * Stores an event that nobody sent, with a job for it, and takes both back. For finding out whether the next
 * delivery could be stored.
 */
export async function tryToKeep(): Promise<void> {
  const event: EventRow = {
    eventId: `readiness ${randomUUID()}`,
    realmIdHash: "no realm",
    entity: null,
    operation: "other",
    sourceId: null,
    deletedId: null,
    occurredAt: null,
    reason: null,
    textSealed: null,
    textBytes: null,
  };
  await asSystemUndone(async (sql) => {
    await sql.query(keeping([event]));
    await enqueue(sql, "process_webhooks", { companyId: parseCompanyId(randomUUID()) });
  });
}

function keeping(rows: readonly EventRow[]): { name: string; text: string; values: unknown[] } {
  const { maxAttempts, priority } = jobs.process_webhooks;
  const values = [
    rows.map((row) => row.eventId),
    rows.map((row) => row.realmIdHash),
    rows.map((row) => row.entity),
    rows.map((row) => row.operation),
    rows.map((row) => row.sourceId),
    rows.map((row) => row.deletedId),
    rows.map((row) => row.occurredAt),
    rows.map((row) => row.reason),
    rows.map((row) => row.textSealed),
    rows.map((row) => row.textBytes),
    config().quickbooks.environment,
    maxAttempts,
    priority,
    webhookEventTransitions.createdBy("delivered_unreadable"),
    webhookEventTransitions.createdBy("delivered_of_strange_realm"),
    webhookEventTransitions.createdBy("delivered"),
    webhookEventTransitions.sourcesOf("delivered_again_undated"),
    webhookEventTransitions.targetOf("delivered_again_undated"),
  ];
  return { name: "keep-webhook-events", text: statement, values };
}

function add(one: KeptEvents, other: KeptEvents): KeptEvents {
  return {
    fresh: one.fresh + other.fresh,
    unmatched: one.unmatched + other.unmatched,
    unreadable: one.unreadable + other.unreadable,
  };
}

const nothing: KeptEvents = { fresh: 0, unmatched: 0, unreadable: 0 };
