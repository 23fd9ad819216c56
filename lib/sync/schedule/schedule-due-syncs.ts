import { liveStates, probedStates } from "#lib/books/connection-state.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { jobs } from "#lib/queue/jobs.ts";
import { insertDueRunsSql } from "#lib/runs/request/insert-due-runs-sql.ts";
import { nextProbeAt, nextSyncAt } from "./schedule-sql.ts";

export interface PlannedSyncs {
  readonly due: number;
  /** Fewer than were due where a run of the same kind still waits. */
  readonly queued: number;
}

/**
 * Starts what is due: one run and one job per company, and its next date, in one statement. Any number of
 * workers may call it at once; a company that one of them has taken is passed over by the others, and is
 * no longer due when they look again. What fell due while nobody was looking is caught up once. A company
 * with a run under way stays due until that has ended.
 *
 * @param isThrottled Whether the month's allowance runs out: the next dates are then a day apart.
 * @param overQuota Firms whose scheduled syncs wait: they stay due, and are caught up once when they need
 * not wait any more.
 */
export async function scheduleDueSyncs(
  now: Date,
  isThrottled: boolean,
  overQuota: readonly OrganizationId[] = [],
): Promise<PlannedSyncs> {
  const change = jobs.run_scheduled_sync;
  const full = jobs.run_full_sync;
  const { rows } = await asSystem((sql) =>
    sql.query<PlannedSyncs>(
      // Looked up for each that is due ("OFFSET 0"): mostly those are a few of thousands.
      `WITH due AS (
         SELECT company.id, company.organization_id, CASE WHEN rejected.since IS NOT NULL THEN ${nextProbeAt("$1::timestamptz", "rejected.since")}
             ELSE ${nextSyncAt("$1::timestamptz", "$2::boolean")} END AS next_at,
           CASE WHEN company.changes_cursor_at IS NULL THEN 'full' ELSE 'incremental' END AS kind
         FROM companies AS company LEFT JOIN LATERAL (
           SELECT state_since AS since FROM quickbooks_connections AS connection
           WHERE connection.company_id = company.id AND connection.state = ANY ($7)
         ) AS rejected ON true
         WHERE company.next_sync_at <= $1 AND company.archived_at IS NULL AND company.sync_schedule <> 'paused'
           AND company.organization_id <> ALL ($8::uuid[])
           AND EXISTS (SELECT FROM quickbooks_connections AS connection
             WHERE connection.company_id = company.id AND connection.state = ANY ($3::text[]) OFFSET 0)
           AND NOT EXISTS (SELECT FROM quickbooks_syncs AS sync
             WHERE sync.company_id = company.id AND sync.state = 'running' OFFSET 0)
         FOR UPDATE OF company SKIP LOCKED
       ), moved AS (
         UPDATE companies SET next_sync_at = due.next_at FROM due WHERE companies.id = due.id
       ), queued AS (
         ${insertDueRunsSql("due", "$9")}
       ), specs AS (
         SELECT array_agg(ROW(
           CASE kind WHEN 'full' THEN 'run_full_sync' ELSE 'run_scheduled_sync' END,
           json_build_object('syncId', id), NULL, $1, $4::integer, 'sync:' || id,
           CASE kind WHEN 'full' THEN $5::integer ELSE $6::integer END, NULL)::graphile_worker.job_spec) AS all_of_them
         FROM queued HAVING count(*) > 0
       )
       SELECT (SELECT count(*) FROM due)::int AS due,
         (SELECT count(*) FROM specs, graphile_worker.add_jobs(specs.all_of_them))::int AS queued`,
      [
        now,
        isThrottled,
        liveStates,
        change.maxAttempts,
        full.priority,
        change.priority,
        probedStates,
        overQuota,
        runTransitions.createdBy("requested"),
      ],
    ),
  );
  return rows[0] ?? { due: 0, queued: 0 };
}
