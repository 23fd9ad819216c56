import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import type { TenantSql } from "#lib/db/scope.ts";

export interface FirmFigures {
  readonly companies: number;
  readonly connections: Readonly<Partial<Record<ConnectionState, number>>>;
  readonly running: number;
  readonly queued: number;
  readonly awaitingApproval: number;
  readonly eventsWaiting: number;
  readonly eventsDead: number;
  readonly eventsReceived24h: number;
  /** Metered calls by day (UTC), only days that had any. */
  readonly calls: Readonly<Record<string, number>>;
  /** Of any worker of any firm. */
  readonly workerHeardAt: Date | null;
}

/** How the firm stands at this moment, in one statement. `callsFrom` is the first day of the meter. */
export async function readFirmFigures(sql: TenantSql, callsFrom: string): Promise<FirmFigures> {
  const { rows } = await sql.query<FirmFigures>(
    `SELECT
       (SELECT count(*)::int FROM companies WHERE organization_id = $1 AND archived_at IS NULL) AS companies,
       (SELECT coalesce(jsonb_object_agg(state, found), '{}') FROM (
          SELECT k.state, count(*)::int AS found FROM quickbooks_connections k
            JOIN companies c ON c.id = k.company_id AND c.organization_id = k.organization_id AND c.archived_at IS NULL
           WHERE k.organization_id = $1 GROUP BY k.state) states) AS connections,
       unfinished.*, events.*,
       (SELECT coalesce(jsonb_object_agg(day, metered), '{}') FROM (
          SELECT day, sum(metered)::int AS metered FROM quickbooks_call_meters
           WHERE organization_id = $1 AND day >= $2::date GROUP BY day) days) AS calls,
       (SELECT count(*)::int FROM quickbooks_webhook_events
         WHERE organization_id = $1 AND received_at > now() - interval '1 day') AS "eventsReceived24h",
       (SELECT max(ticked_at) FROM clock_ticks) AS "workerHeardAt"
     FROM (
       -- Company by company, through an index that holds unfinished runs only: of a firm's runs all but a
       -- few have ended, which the planner cannot know behind row-level security.
       SELECT (count(*) FILTER (WHERE state = 'running'))::int AS running,
              (count(*) FILTER (WHERE state = 'queued'))::int AS queued,
              (count(*) FILTER (WHERE state = 'awaiting_approval'))::int AS "awaitingApproval"
         FROM companies c CROSS JOIN LATERAL (
           SELECT state FROM quickbooks_syncs s
            WHERE s.company_id = c.id AND s.organization_id = c.organization_id
              AND s.state IN ('queued', 'running', 'awaiting_approval') OFFSET 0) unended
        WHERE c.organization_id = $1
     ) unfinished, (
       SELECT coalesce(sum(waiting), 0)::int AS "eventsWaiting", coalesce(sum(dead), 0)::int AS "eventsDead"
         FROM companies c CROSS JOIN LATERAL (
           SELECT (SELECT count(*) FROM quickbooks_webhook_events e
                    WHERE e.company_id = c.id AND e.organization_id = c.organization_id
                      AND e.state IN ('pending', 'processing', 'failed')) AS waiting,
                  (SELECT count(*) FROM quickbooks_webhook_events e
                    WHERE e.company_id = c.id AND e.organization_id = c.organization_id
                      AND e.state = 'dead') AS dead
           OFFSET 0) events
        WHERE c.organization_id = $1
     ) events`,
    [sql.organization, callsFrom],
  );
  const [figures] = rows;
  if (!figures) throw new Error("a statement of single values gave no row");
  return figures;
}
