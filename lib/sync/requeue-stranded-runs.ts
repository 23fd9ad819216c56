import { syncId, type SyncId } from "../core/ids.ts";
import { asSystem } from "../db/scope.ts";
import { enqueueSync } from "../queue/enqueue-sync.ts";
import type { SyncKind, SyncTrigger } from "./sync-request.ts";

/** Longer than any handing over takes. */
const strandedAfterSeconds = 30;

/**
 * Gives unfinished runs without a job one: nothing that was asked for waits for ever, whatever died
 * between storing and doing it. A run that waits for another of its company is left to wait.
 */
export async function requeueStrandedRuns(): Promise<readonly SyncId[]> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<{ id: string; kind: SyncKind; trigger: SyncTrigger }>(
      `SELECT sync.id, sync.kind, sync.trigger FROM quickbooks_syncs AS sync
       WHERE sync.state IN ('queued', 'running')
         AND greatest(sync.created_at, sync.heartbeat_at) < now() - make_interval(secs => $1)
         AND NOT EXISTS (SELECT FROM graphile_worker.jobs AS job
           WHERE job.key = 'sync:' || sync.id AND job.attempts < job.max_attempts)
         AND (sync.state = 'running' OR NOT EXISTS (SELECT FROM quickbooks_syncs AS other
           WHERE other.company_id = sync.company_id AND other.state = 'running'))
       FOR UPDATE OF sync SKIP LOCKED`,
      [strandedAfterSeconds],
    );
    for (const row of rows) await enqueueSync(sql, { ...row, id: syncId(row.id) });
    return rows.map((row) => syncId(row.id));
  });
}
