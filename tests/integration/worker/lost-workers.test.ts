import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { withoutTenant, asSystem } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import { bookPermit } from "#lib/pacing/book-permit.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { createLostWorkerSweep } from "#lib/worker/release-lost-workers.ts";
import { createPresence } from "#lib/worker/presence.ts";
import { claimTick } from "#lib/worker/claim-tick.ts";
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

/** A worker that has taken the one job there is. */
async function takeJob(worker: string): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = attempts + 1",
      [worker],
    ),
  );
}

const lockedBy = async (): Promise<readonly (string | null)[]> =>
  (await listJobs()).map((job) => job.lockedBy);

describe("a worker that has died", () => {
  it("loses its jobs, its runs' leases and its permits after seconds, a living one nothing", async () => {
    const { companyId, organizationId } = await createConnectedCompany();
    const syncId = randomUUID();
    await asSystem(async (sql) => {
      await sql.query(
        `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, heartbeat_at)
         VALUES ($1, $2, $3, 'full', 'person', 'running', gen_random_uuid(), now())`,
        [syncId, organizationId, companyId],
      );
      await sql.query(
        "SELECT graphile_worker.add_job('run_full_sync', json_build_object('syncId', $1::text), job_key := 'sync:' || $1::text)",
        [syncId],
      );
    });
    const worker = `worker-${randomUUID()}`;
    const presence = createPresence(log());
    await presence.hold(worker);
    await takeJob(worker);
    const limits = {
      callIntervalMs: 1,
      burst: 1,
      refillIntervalMs: 0.01,
      batchIntervalMs: 1,
      batchAheadMs: 0,
      concurrent: 1,
      perSecond: null,
      permitLifeMs: 600_000,
    };
    const permit = {
      companyId,
      holder: worker,
      isBatch: false,
      isMetered: true,
      weight: 1,
      isOfRun: false,
      ignoreCircuit: false,
    };
    expect(await bookPermit({ ...permit, permitId: randomUUID() }, limits)).toMatchObject({ kind: "booked" });
    expect(await bookPermit({ ...permit, permitId: randomUUID() }, limits)).toEqual({ kind: "full" });

    let now = 0;
    const sweep = createLostWorkerSweep(() => now);
    now += 60_000;
    expect(await sweep()).toEqual([]);
    now += 60_000;
    expect(await sweep()).toEqual([]);
    expect(await lockedBy()).toEqual([worker]);

    await presence.end();
    await eventually("the end of its session", async () => {
      await sweep();
      now += 3_000;
      return (await sweep()).includes(worker);
    });
    expect(await lockedBy()).toEqual([null]);
    expect(await bookPermit({ ...permit, permitId: randomUUID() }, limits)).toMatchObject({ kind: "booked" });
    const { rows } = await asSystem((sql) =>
      sql.query(
        "SELECT lease_token, (SELECT metered FROM quickbooks_paces) AS metered FROM quickbooks_syncs",
      ),
    );
    expect(rows).toEqual([{ lease_token: null, metered: 1 }]);
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
  });

  it("that comes back within three seconds keeps its jobs", async () => {
    const { companyId } = await createConnectedCompany();
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId }));
    const worker = `worker-${randomUUID()}`;
    await takeJob(worker);
    let now = 0;
    const sweep = createLostWorkerSweep(() => now);
    expect(await sweep()).toEqual([]);
    const presence = createPresence(log());
    await presence.hold(worker);
    now += 3_500;
    expect(await sweep()).not.toContain(worker);
    expect(await lockedBy()).toEqual([worker]);
    await presence.end();
  });
});

it("a worker whose session PostgreSQL ends shows again that it lives", async () => {
  const worker = `worker-${randomUUID()}`;
  const presence = createPresence(log());
  await presence.hold(worker);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const heldBy = async (): Promise<number | undefined> => {
    const { rows } = await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows[0]?.pid;
  };
  const first = await heldBy();
  await admin.query("SELECT pg_terminate_backend($1)", [first]);
  await eventually("another session that holds the name", async () => {
    const now = await heldBy();
    return now !== undefined && now !== first;
  });
  await admin.end();
  await presence.end();
});

it("a turn is taken by one of many workers, and again only when it is time", async () => {
  const turns = await Promise.all(Array.from({ length: 10 }, () => claimTick("test", 60_000)));
  expect(turns.filter(Boolean)).toHaveLength(1);
  expect(await claimTick("test", 60_000)).toBe(false);
  await withoutTenant((sql) =>
    sql.query("UPDATE clock_ticks SET ticked_at = ticked_at - interval '1 minute'"),
  );
  const later = await Promise.all(Array.from({ length: 10 }, () => claimTick("test", 60_000)));
  expect(later.filter(Boolean)).toHaveLength(1);
});
