import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { leaseMs } from "./claim-run.ts";

interface RunRow {
  readonly id: string;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
}

/**
 * Gives a new job to each run whose holder died, and to each waiting run that has lost its job. A job of a
 * dead holder that the queue has put off counts as none: it does so for longer each time, up to hours. Safe to
 * call from every worker at any time: a run with a live holder is left alone, and of two jobs for one run
 * the second finds nothing to claim. Returns how many were revived.
 */
export async function reviveRuns(): Promise<number> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<RunRow>(
      `SELECT id, kind, trigger FROM quickbooks_syncs run
       WHERE state IN ('queued', 'running')
         AND (state = 'running' AND (lease_token IS NULL
             OR heartbeat_at < clock_timestamp() - make_interval(secs => $1::double precision / 1000))
           OR state = 'queued' AND created_at < now() - interval '1 minute'
             AND NOT EXISTS (SELECT FROM quickbooks_syncs other
               WHERE other.company_id = run.company_id AND other.state = 'running'))
         AND NOT EXISTS (SELECT FROM graphile_worker.jobs job
           WHERE job.key = 'sync:' || run.id AND job.locked_at IS NULL AND job.attempts < job.max_attempts
             AND (run.state = 'queued' OR job.run_at < now() + interval '5 seconds'))
       ORDER BY created_at LIMIT 1000`,
      [leaseMs],
    );
    for (const { id, kind, trigger } of rows) await enqueueSync(sql, { id: parseSyncId(id), kind, trigger });
    return rows.length;
  });
}
