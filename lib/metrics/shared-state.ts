import { Gauge, Registry } from "prom-client";

import { asSystem } from "#lib/db/scope.ts";

interface Counts {
  readonly jobs_ready: number;
  readonly jobs_running: number;
  readonly jobs_dead: number;
  readonly oldest_ready_seconds: number;
  readonly syncs_running: number;
  readonly syncs_queued: number;
  readonly events_waiting: number;
  readonly events_dead: number;
  readonly circuit_open: number;
  readonly alerts_open: number;
}

const gauges = {
  jobs_ready: "Jobs that could start now",
  jobs_running: "Jobs under way, over all workers",
  jobs_dead: "Jobs that have used up their attempts",
  oldest_ready_seconds: "How long the oldest job that could start has waited",
  syncs_running: "Syncs under way",
  syncs_queued: "Syncs that wait",
  events_waiting: "Webhook events not processed yet",
  events_dead: "Webhook events that need a person",
  circuit_open: "1 while QuickBooks is taken for down",
  alerts_open: "Open alerts, over all firms",
} satisfies Record<keyof Counts, string>;

/** What all processes share, as PostgreSQL has it: any one of them may be asked. */
export async function sharedState(): Promise<Registry> {
  const counts = await asSystem(async (sql) => {
    // By itself: of all these it is the one that may be many.
    const events = await sql.query<Pick<Counts, "events_waiting">>(
      `SELECT count(*)::int AS events_waiting FROM quickbooks_webhook_events
       WHERE state IN ('pending', 'processing', 'failed') AND company_id IS NOT NULL`,
    );
    const others = await sql.query<Omit<Counts, "events_waiting">>(
      `SELECT
         (SELECT count(*) FROM quickbooks_syncs WHERE state = 'running')::int AS syncs_running,
         (SELECT count(*) FROM quickbooks_syncs WHERE state = 'queued')::int AS syncs_queued,
         (SELECT count(*) FROM quickbooks_webhook_events WHERE state = 'dead')::int AS events_dead,
         (SELECT count(*) FROM quickbooks_circuits WHERE opened_at IS NOT NULL)::int AS circuit_open,
         (SELECT count(*) FROM alerts WHERE state = 'open')::int AS alerts_open,
         queue.* FROM (
           SELECT
             (count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()))::int AS jobs_ready,
             (count(*) FILTER (WHERE locked_at IS NOT NULL))::int AS jobs_running,
             (count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts))::int AS jobs_dead,
             coalesce(extract(epoch FROM now() - min(run_at) FILTER (
               WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now())), 0)::float8 AS oldest_ready_seconds
           FROM graphile_worker.jobs
         ) AS queue`,
    );
    const [waiting, rest] = [events.rows[0], others.rows[0]];
    return waiting && rest ? { ...waiting, ...rest } : null;
  });
  const registry = new Registry();
  for (const [name, help] of Object.entries(gauges)) {
    const gauge = new Gauge({ name: `tieout_${name}`, help, registers: [registry] });
    if (counts) gauge.set(counts[name as keyof Counts]);
  }
  return registry;
}
