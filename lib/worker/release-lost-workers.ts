import { asSystem } from "#lib/db/scope.ts";
import { giveBackPermitsOf } from "#lib/pacing/return-permit.ts";
import { releaseRunsOfLostWorkers } from "#lib/runs/lease/release-runs-of-lost-workers.ts";
import { presenceKey } from "./presence.ts";

// A worker that has just lost its session is given this long to open another.
const graceMs = 3_000;

/**
 * Finds names that hold jobs or permits while nobody holds their lock, and frees what they hold. The
 * queue by itself would keep a dead worker's jobs for four hours.
 *
 * Call it every second or two; a name is freed when it was found dead twice, at least three seconds
 * apart. Any number of workers may look at once.
 */
export function createLostWorkerSweep(now: () => number = Date.now): () => Promise<readonly string[]> {
  const foundLostAt = new Map<string, number>();
  return async () => {
    const unlocked = new Set(await listNamesWithoutWorker());
    for (const name of foundLostAt.keys()) if (!unlocked.has(name)) foundLostAt.delete(name);
    for (const name of unlocked) if (!foundLostAt.has(name)) foundLostAt.set(name, now());
    const dead = [...foundLostAt].filter(([, foundAt]) => now() - foundAt >= graceMs).map(([name]) => name);
    if (dead.length === 0) return [];
    await asSystem(async (sql) => {
      await releaseRunsOfLostWorkers(sql, dead);
      await sql.query("SELECT graphile_worker.force_unlock_workers($1)", [dead]);
    });
    await giveBackPermitsOf(dead);
    for (const name of dead) foundLostAt.delete(name);
    return dead;
  };
}

async function listNamesWithoutWorker(): Promise<readonly string[]> {
  return asSystem(async (sql) => {
    // The shared lock that is tried here ends with the transaction. Two sweeps can both have it, and
    // neither can while the worker lives.
    const { rows } = await sql.query<{ name: string }>(
      `WITH named AS MATERIALIZED (
         SELECT locked_by AS name FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
         UNION
         SELECT permit.value ->> 'by' FROM quickbooks_paces, jsonb_each(permits) AS permit
         WHERE permits <> '{}' AND permit.value ->> 'by' IS NOT NULL
       )
       SELECT name FROM named WHERE pg_try_advisory_xact_lock_shared(${presenceKey("name")})`,
    );
    return rows.map((row) => row.name);
  });
}
