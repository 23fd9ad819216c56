// `npm start` itself, over the built pages: whose address it believes, and how it ends.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";

import { startChild, type Child } from "#bench/drills/child-process.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { workLimits } from "#lib/db/work-limits.ts";
import { setTestEnvironment, testEnvironment } from "../support/environment.ts";
import { createCompany, createFirm } from "../support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Web extends Child {
  readonly url: string;
}

async function startWeb(trustedProxies: string): Promise<Web> {
  const port = await freePort();
  const environment = testEnvironment({
    databaseUrl: database.url,
    more: { PORT: String(port), HOST: "127.0.0.1", TRUSTED_PROXIES: trustedProxies },
  });
  const web = await startChild("web", ["server.ts"], environment, { readyWord: "Ready on" });
  return Object.assign(web, { url: `http://127.0.0.1:${port}` });
}

/** One more than an address may open links that are none, each claiming to come from elsewhere. */
async function openUnknownLinks(url: string): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < 61; count += 1) {
    const response = await fetch(`${url}/api/invitations`, {
      method: "POST",
      body: JSON.stringify({ token: "none" }),
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": `198.51.100.${String(count)}`,
      },
    });
    await response.text();
    statuses.push(response.status);
  }
  return statuses;
}

describe("limits by address", () => {
  it("count for whoever connects, whatever the request claims", async () => {
    const web = await startWeb("10.0.0.0/8");
    const statuses = await openUnknownLinks(web.url);
    expect(statuses.slice(0, 60)).not.toContain(429);
    expect(statuses.at(-1)).toBe(429);
    await web.stop();
  });

  it("count for the address that a proxy of ours tells", async () => {
    const web = await startWeb("loopback");
    expect(await openUnknownLinks(web.url)).not.toContain(429);
    await web.stop();
  });
});

describe("a stop", () => {
  it("lets the request under way end, takes no new one, and ends the process", async () => {
    const web = await startWeb("loopback");
    const blocker = new pg.Client(database.adminUrl);
    await blocker.connect();
    await blocker.query("BEGIN");
    await blocker.query("LOCK TABLE rate_limits IN ACCESS EXCLUSIVE MODE");
    const underWay = fetch(`${web.url}/api/invitations`, {
      method: "POST",
      body: JSON.stringify({ token: "none" }),
      headers: { "content-type": "application/json", "x-forwarded-for": "192.0.2.1" },
    });
    await untilWaiting(blocker);
    const stopped = web.stop();
    await untilRejected(web.url);
    expect(web.hasEnded()).toBe(false);
    await blocker.query("ROLLBACK");
    const response = await underWay;
    await response.text();
    expect(response.status).toBeLessThan(500);
    expect(await stopped).toEqual({ code: 0 });
    await blocker.end();
  });
});

describe("who closes the page", () => {
  it("takes its statements along: those of a route and those of a page", async () => {
    setTestEnvironment({ databaseUrl: database.url });
    const { id, people } = await createFirm();
    const company = await createCompany(id);
    const web = await startWeb("loopback");
    const blocker = new pg.Client(database.adminUrl);
    await blocker.connect();
    for (const path of ["/api/companies", `/companies/${company}`]) {
      await blocker.query("BEGIN");
      await blocker.query("LOCK TABLE companies IN ACCESS EXCLUSIVE MODE");
      const leaving = new AbortController();
      const { cookie } = people.owner;
      const asked = fetch(web.url + path, { headers: { cookie }, signal: leaving.signal });
      const left = expect(asked.then((response) => response.text())).rejects.toThrow("abort");
      await untilWaiting(blocker);
      const leftAt = performance.now();
      leaving.abort();
      await left;
      await untilNobodyWaits(blocker);
      // By themselves they would have ended, too, but later.
      expect(performance.now() - leftAt, path).toBeLessThan(workLimits.interactive.lockMs / 2);
      await blocker.query("ROLLBACK");
    }
    await blocker.end();
    await web.stop();
  });
});

async function untilNobodyWaits(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("SELECT FROM pg_locks WHERE NOT granted");
    if (!rowCount) return;
  }
}

async function untilWaiting(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("SELECT FROM pg_locks WHERE NOT granted");
    if (rowCount) return;
  }
}

async function untilRejected(url: string): Promise<void> {
  for (;;) {
    const rejected = await fetch(`${url}/api/health/live`).then(
      async (response) => !(await response.text()),
      () => true,
    );
    if (rejected) return;
  }
}
