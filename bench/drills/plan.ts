// Ten thousand companies that fall due at the same moment, planned by four workers at once: each exactly
// once, in well under a second.

import { performance } from "node:perf_hooks";

import { asSystem } from "#lib/db/scope.ts";
import { scheduleDueSyncs } from "#lib/sync/schedule/schedule-due-syncs.ts";
import { createOrganization } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startDrillDatabase } from "./drill-database.ts";

export interface PlanOptions {
  readonly companies: number;
  readonly planners: number;
  readonly print: (line: string) => void;
}

export async function plan(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    setTestEnvironment({ databaseUrl: database.urls.application });
    return await planDrill({
      companies: run.argument("companies", 10_000),
      planners: run.argument("planners", 4),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

/** In the database that this process is set to. There is no seed: nothing is left to chance. */
export async function planDrill({ companies, planners, print }: PlanOptions): Promise<Report> {
  await addDueCompanies(companies);
  const now = new Date();
  const startedAt = performance.now();
  const planned = await Promise.all(Array.from({ length: planners }, () => scheduleDueSyncs(now, false)));
  const planMs = Math.round(performance.now() - startedAt);
  const queued = planned.reduce((sum, one) => sum + one.queued, 0);
  const idleStartedAt = performance.now();
  const again = await scheduleDueSyncs(now, false);
  const idleMs = Math.round(performance.now() - idleStartedAt);
  const jobs = await countJobs();
  print(`${companies} companies planned in ${planMs} ms; a look at which nothing was due took ${idleMs} ms`);
  return {
    passed: queued === companies && jobs === companies && again.due === 0 && planMs < 1_000,
    figures: { companies, planners, planMs, idleMs, queued, jobs },
  };
}

/** Read whole already, in five time zones, each with its own hour and beat. */
async function addDueCompanies(companies: number): Promise<void> {
  const firm = await createOrganization();
  await asSystem((sql) =>
    sql.query(
      `WITH made AS (
         INSERT INTO companies (id, organization_id, name, time_zone, quiet_hour, sync_schedule, next_sync_at,
           changes_cursor_at)
         SELECT gen_random_uuid(), $1, 'Client ' || n, (ARRAY['America/New_York', 'America/Los_Angeles',
           'Asia/Kolkata', 'Europe/Paris', 'UTC'])[1 + n % 5], n % 24,
           (ARRAY['daily', 'daily', 'hourly'])[1 + n % 3], now() - interval '1 minute', now()
         FROM generate_series(1, $2::int) AS n RETURNING id
       )
       INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
         realm_id_hash, state)
       SELECT gen_random_uuid(), $1, id, 'sandbox', 'sealed', id::text, 'connected' FROM made`,
      [firm, companies],
    ),
  );
}

async function countJobs(): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ jobs: number }>(
      "SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE task_identifier = 'run_scheduled_sync'",
    ),
  );
  return rows[0]?.jobs ?? 0;
}
