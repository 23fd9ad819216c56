import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { createPool } from "#lib/db/pool.ts";
import { log } from "#lib/log/log.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { lanes, type JobName } from "#lib/queue/jobs.ts";
import { createPresence } from "#lib/worker/presence.ts";
import { startLane, type RunningJob } from "#lib/worker/start-lane.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { createConnectedCompany, listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

const aSync = (index: number): { syncId: string } => ({
  syncId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
});

async function addFullSyncs(count: number): Promise<void> {
  await asSystem(async (sql) => {
    for (let index = 0; index < count; index += 1) {
      await sql.query("SELECT graphile_worker.add_job('run_full_sync', $1::json, job_key := $2)", [
        JSON.stringify(aSync(index)),
        `sync:${index}`,
      ]);
    }
  });
}

describe("lanes", () => {
  it("let a webhook through at once while backfills fill all of their slots and the queue behind them", async () => {
    const presence = createPresence(log());
    const pool = createPool("system", 6);
    const backfillsEnd = Promise.withResolvers<undefined>();
    const startedAt = new Map<JobName, number>();
    const handle = async (name: JobName, _job: RunningJob): Promise<void> => {
      startedAt.set(name, performance.now());
      if (name === "run_full_sync") await backfillsEnd.promise;
    };
    await addFullSyncs(20);
    const running = lanes.map((lane) => startLane({ lane, slots: 2, pool, presence, handle, log: log() }));
    await eventually("two backfills under way", async () => {
      const jobs = await listJobs("run_full_sync");
      return jobs.filter((job) => job.lockedBy !== null).length === 2;
    });
    const { companyId } = await createConnectedCompany();
    const askedAt = performance.now();
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId }));
    await eventually("the webhook's job", () => startedAt.has("process_webhooks"));
    expect((startedAt.get("process_webhooks") ?? Infinity) - askedAt).toBeLessThan(2_000);
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs WHERE locked_at IS NULL"));
    backfillsEnd.resolve(undefined);
    await Promise.all(running.map((lane) => lane.stop()));
    await pool.end();
    await presence.end();
    expect(await listJobs()).toEqual([]);
  });

  it("start anew after PostgreSQL has ended all of their sessions in the middle of a job", async () => {
    const presence = createPresence(log());
    const pool = createPool("system", 6);
    const done: string[] = [];
    const handle = async (_name: JobName, job: RunningJob): Promise<void> => {
      await sleep(50);
      done.push(job.id);
    };
    const lane = startLane({ lane: "bulk", slots: 2, pool, presence, handle, log: log() });
    await addFullSyncs(6);
    await eventually("the first job's end", () => done.length > 0);
    await asSystem((sql) =>
      sql.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user`,
      ),
    ).catch(() => undefined);
    await eventually(
      "work after the cut",
      async () => {
        // What the lost sessions had locked is freed as from a dead worker; here only going on matters.
        await asSystem((sql) =>
          sql.query("UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL"),
        );
        return (await listJobs()).length === 0;
      },
      25_000,
    );
    await lane.stop();
    await pool.end();
    await presence.end();
  });
});

describe("a worker that is told to stop", () => {
  it("ends without leaving a job locked or a session behind", async () => {
    const worker = await startWorker();
    const { companyId } = await createConnectedCompany();
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId }));
    await eventually("the job's end", async () => (await listJobs("process_webhooks")).length === 0);
    await worker.stop();
    expect((await listJobs()).filter((job) => job.lockedBy !== null)).toEqual([]);
    // PostgreSQL takes a moment to notice that a session has said goodbye.
    await eventually("the end of the session", async () => {
      const { rows } = await asSystem((sql) =>
        sql.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tieout presence'",
        ),
      );
      return rows.length === 0;
    });
  });
});
