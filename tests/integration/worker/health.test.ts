import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { GET as live } from "#app/api/health/live/route.ts";
import { GET as ready } from "#app/api/health/ready/route.ts";
import { GET as readMetrics } from "#app/api/metrics/route.ts";
import { closePool } from "#lib/db/pool.ts";
import { startHealthServer, type HealthServer } from "#lib/worker/health-server.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { createConnectedCompany, listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { asSystem } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";

const token = "a-token-of-sixteen-letters";
let database: TestDatabase;
let server: HealthServer;
let stopping = false;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { METRICS_TOKEN: token } });
  server = await startHealthServer({ host: "127.0.0.1", port: 0 }, () => stopping);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const ask = (path: string, authorization?: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { headers: authorization ? { authorization } : {} });

const askWeb = (authorization?: string): Promise<Response> =>
  readMetrics(
    new Request("http://localhost/api/metrics", { headers: authorization ? { authorization } : {} }),
  );

describe("an orchestrator", () => {
  it("is told that the worker lives and is ready, and not to send it work while it stops", async () => {
    expect([(await ask("/live")).status, (await ask("/ready")).status]).toEqual([200, 200]);
    stopping = true;
    expect([(await ask("/live")).status, (await ask("/ready")).status]).toEqual([200, 503]);
    stopping = false;
  });

  it("is told that the web server lives and is ready", async () => {
    expect([live().status, (await ready()).status]).toEqual([200, 200]);
  });

  it("is told that neither is ready while the database is away", async () => {
    await closePool();
    const url = new URL(database.adminUrl);
    const name = url.pathname.slice(1);
    const admin = new (await import("pg")).default.Client({
      connectionString: Object.assign(url, { pathname: "/postgres" }).href,
    });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    try {
      expect([(await ready()).status, (await ask("/ready")).status]).toEqual([503, 503]);
      expect(live().status).toBe(200);
    } finally {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await admin.end();
    }
    expect((await ready()).status).toBe(200);
  });
});

describe("an orchestrator is told that neither is ready while a webhook event could not be stored", () => {
  const as = async (statement: (database: string) => string): Promise<void> => {
    const name = new URL(database.url).pathname.slice(1);
    await withClient(database.adminUrl, async (admin) => {
      await admin.query("SET default_transaction_read_only = off");
      await admin.query(statement(name));
    });
    // What is set for a database holds for the sessions to come.
    await closePool();
  };

  it.each([
    [
      "the database takes no writes, as a standby",
      (name: string) => `ALTER DATABASE ${name} SET default_transaction_read_only = on`,
      (name: string) => `ALTER DATABASE ${name} RESET default_transaction_read_only`,
    ],
    [
      "the role may not store events",
      () => "REVOKE INSERT ON quickbooks_webhook_events FROM tieout_system",
      () => "GRANT INSERT ON quickbooks_webhook_events TO tieout_system",
    ],
    [
      "a column that it writes is missing",
      () => "ALTER TABLE quickbooks_webhook_events RENAME COLUMN deliveries TO delivered",
      () => "ALTER TABLE quickbooks_webhook_events RENAME COLUMN delivered TO deliveries",
    ],
    [
      "a row is refused",
      () => "ALTER TABLE quickbooks_webhook_events ADD CONSTRAINT nothing_more CHECK (false) NOT VALID",
      () => "ALTER TABLE quickbooks_webhook_events DROP CONSTRAINT nothing_more",
    ],
    [
      "the queue takes no job",
      () => "ALTER TABLE graphile_worker._private_jobs RENAME TO moved_away",
      () => "ALTER TABLE graphile_worker.moved_away RENAME TO _private_jobs",
    ],
  ])("%s", async (_why, breakIt, mendIt) => {
    await as(breakIt);
    try {
      expect([(await ready()).status, (await ask("/ready")).status]).toEqual([503, 503]);
    } finally {
      await as(mendIt);
    }
    expect([(await ready()).status, (await ask("/ready")).status]).toEqual([200, 200]);
  });

  it("and nothing is left of the tries", async () => {
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT FROM quickbooks_webhook_events WHERE event_id LIKE 'readiness%'"),
    );
    expect([rows.length, (await listJobs()).length]).toEqual([0, 0]);
  });
});

describe("Prometheus", () => {
  it.each([undefined, "Bearer wrong-token-of-16-x", token, "Bearer "])(
    "is not answered without the token: %s",
    async (authorization) => {
      expect((await ask("/metrics", authorization)).status).toBe(401);
      expect((await askWeb(authorization)).status).toBe(401);
    },
  );

  it("reads jobs, calls and shared state, and no company's id", async () => {
    const { companyId } = await createConnectedCompany();
    const worker = await startWorker({ clock: false });
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId }));
    await eventually("the job's end", async () => (await listJobs()).length === 0);
    await worker.stop();
    for (const answer of [await ask("/metrics", `Bearer ${token}`), await askWeb(`Bearer ${token}`)]) {
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).toContain('tieout_jobs_total{job="process_webhooks",outcome="done"} 1');
      expect(text).toMatch(/^tieout_jobs_ready 0$/m);
      expect(text).toMatch(/^tieout_circuit_open 0$/m);
      expect(text).not.toContain(companyId);
    }
  });
});
