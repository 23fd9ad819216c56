import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import type { SystemSql } from "#lib/db/scope.ts";

/**
 * Takes the leases from runs whose job is held by one of these workers. The dead cannot write any more, and one
 * that is only out of touch finds its lease gone at its next commit. So the run need not wait for its heartbeat
 * to grow old.
 *
 * @param workers By the names under which they hold jobs.
 */
export async function releaseRunsOfLostWorkers(sql: SystemSql, workers: readonly string[]): Promise<void> {
  await sql.query(
    `UPDATE quickbooks_syncs SET state = $2, lease_token = NULL WHERE state = ANY ($3) AND 'sync:' || id IN (
       SELECT key FROM graphile_worker.jobs WHERE locked_by = ANY ($1) AND key IS NOT NULL)`,
    [workers, runTransitions.targetOf("holder_lost"), runTransitions.sourcesOf("holder_lost")],
  );
}
