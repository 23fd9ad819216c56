import { setTimeout as sleep } from "node:timers/promises";

import { asSystem } from "#lib/db/scope.ts";

interface Progress {
  readonly id: string;
  readonly progress: string;
}

/**
 * Looks at the runs that could go on until none is left, or `withinMs` are over.
 *
 * @returns for how long one of them has stood still at most, in milliseconds, and whether none is left.
 */
export async function watchProgress(withinMs: number): Promise<{ stillMs: number; areOver: boolean }> {
  const until = performance.now() + withinMs;
  const since = new Map<string, { readonly progress: string; readonly at: number }>();
  let stillMs = 0;
  for (;;) {
    const runs = await goingRuns();
    const now = performance.now();
    for (const { id, progress } of runs) {
      const before = since.get(id);
      if (before?.progress === progress) stillMs = Math.max(stillMs, now - before.at);
      else since.set(id, { progress, at: now });
    }
    if (runs.length === 0 || now > until) return { stillMs, areOver: runs.length === 0 };
    await sleep(250);
  }
}

/** Heartbeats are no progress. */
async function goingRuns(): Promise<readonly Progress[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Progress>(
      `SELECT id, concat_ws(' ', state, attempts, records_seen, api_calls, (
           SELECT count(*) FROM quickbooks_sync_steps AS step WHERE step.sync_id = sync.id AND step.state <> 'running'
         )) AS progress
       FROM quickbooks_syncs AS sync
       WHERE state = 'running' OR state = 'queued' AND NOT EXISTS (
         SELECT FROM quickbooks_syncs AS other WHERE other.company_id = sync.company_id AND other.state = 'running')`,
    ),
  );
  return rows;
}
