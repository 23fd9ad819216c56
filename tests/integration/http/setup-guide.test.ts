// The setup guide for integrators prints routes, bodies and answers. A client written after it works.

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { GET as statsRoute } from "#app/api/admin/quickbooks/sync-stats/route.ts";
import { GET as callbackRoute } from "#app/api/auth/quickbooks/callback/route.ts";
import { POST as connectRoute } from "#app/api/quickbooks/connect/route.ts";
import { GET as statusRoute } from "#app/api/quickbooks/status/[companyId]/route.ts";
import { POST as syncRoute } from "#app/api/quickbooks/sync/route.ts";
import { POST as webhookRoute } from "#app/api/webhooks/quickbooks/route.ts";
import { GET as loginRoute } from "#app/login/route.ts";
import { GET as logoutRoute } from "#app/logout/route.ts";
import { asSystem } from "#lib/db/scope.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { consentAtSandbox } from "#tests/support/consent-at-sandbox.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { cloudEvents, deliver } from "../intuit-events/signed-delivery.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let firm: Firm;
let organizationId: string;
let realmId: string;
let other: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 2, size: 200, limits: false });
  setTestEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { QUICKBOOKS_REQUESTS_PER_SECOND: "100", QUICKBOOKS_REQUESTS_PER_MINUTE: "6000" },
  });
  firm = await createFirm();
  [realmId = "", other = ""] = sandbox.sandbox.companies().map((company) => company.realmId);
  organizationId = await connectCompany(firm.people.owner, realmId);
  await syncWaiting();
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

/** Lets a worker carry out what waits. */
async function syncWaiting(): Promise<void> {
  const worker = await startWorker({ clock: false });
  await eventually(
    "the waiting syncs' end",
    async () => {
      const { rowCount } = await asSystem((sql) =>
        sql.query("SELECT FROM quickbooks_syncs WHERE finished_at IS NULL"),
      );
      return rowCount === 0;
    },
    60_000,
  );
  await worker.stop();
}

const owner = () => firm.people.owner.cookie;

describe("connecting", () => {
  test("takes organizationId and answers authUrl", async () => {
    const { status, json } = await callRoute(connectRoute, "POST", {
      cookie: owner(),
      body: { organizationId },
    });
    expect(status).toBe(200);
    expect(String(json["authUrl"])).toContain("scope=com.intuit.quickbooks.accounting");
    expect(json["authUrl"]).toBe(json["authorizationUrl"]);
  });

  test("refuses two names for two companies, and a company of nobody's", async () => {
    const body = { organizationId, companyId: "01900000-0000-7000-8000-000000000000" };
    expect((await callRoute(connectRoute, "POST", { cookie: owner(), body })).status).toBe(400);
    const unknown = { organizationId: body.companyId };
    expect((await callRoute(connectRoute, "POST", { cookie: owner(), body: unknown })).status).toBe(404);
    const { json } = await callRoute(connectRoute, "POST", { cookie: owner(), body: { organizationId: 7 } });
    expect(json["error"]).toBe(json["detail"]);
  });

  test.each([
    [false, "connected", "connected"],
    [true, "error", "declined"],
  ])("ends at the integrations page with its status (declined: %s)", async (declines, status, reason) => {
    const { json } = await callRoute(connectRoute, "POST", { cookie: owner(), body: {} });
    const back = await consentAtSandbox(String(json["authUrl"]), { realmId: other, declines });
    const answer = await callRoute(callbackRoute, "GET", {
      path: back.pathname + back.search,
      cookie: owner(),
    });
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.pathname).toBe("/settings/integrations");
    expect(location.searchParams.get("status")).toBe(status);
    expect(location.searchParams.get("reason")).toBe(reason);
  });
});

describe("syncing", () => {
  test("takes organizationId alone, runs incrementally, and says when it will probably have ended", async () => {
    await callRoute(syncRoute, "POST", { cookie: owner(), body: { organizationId } });
    await syncWaiting();
    const before = Date.now();
    const { status, json } = await callRoute(syncRoute, "POST", {
      cookie: owner(),
      body: { organizationId },
    });
    expect(status).toBe(202);
    expect(json).toMatchObject({ success: true, isNew: true });
    const completion = Date.parse(String(json["estimatedCompletion"]));
    expect(completion).toBeGreaterThanOrEqual(before);
    expect(completion).toBeLessThan(before + 120_000);
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT kind, trigger FROM quickbooks_syncs WHERE id = $1", [json["syncId"]]),
    );
    expect(rows).toEqual([{ kind: "incremental", trigger: "person" }]);
  });

  test("takes syncType full, whose end it knows from the first one of the company", async () => {
    const body = { organizationId, syncType: "full" };
    const { json } = await callRoute(syncRoute, "POST", { cookie: owner(), body });
    expect(json).toMatchObject({ success: true, estimatedCompletion: expect.any(String) as unknown });
    await syncWaiting();
  });

  test("takes a dateRange under the names that clients give its days, and refuses one that is none", async () => {
    const send = (dateRange: unknown) =>
      callRoute(syncRoute, "POST", { cookie: owner(), body: { organizationId, dateRange } });
    for (const [range, from, to] of [
      [{ from: "2026-01-01", to: "2026-01-31" }, "2026-01-01", "2026-01-31"],
      [{ startDate: "2025-12-01" }, "2025-12-01", null],
      [{ start: "2026-02-01", end: "2026-02-28" }, "2025-12-01", null],
    ] as const) {
      const { status, json } = await send(range);
      expect(status, JSON.stringify(range)).toBe(202);
      const { rows } = await asSystem((sql) =>
        sql.query("SELECT transactions_from, transactions_to FROM quickbooks_syncs WHERE id = $1", [
          json["syncId"],
        ]),
      );
      expect(rows).toEqual([{ transactions_from: from, transactions_to: to }]);
    }
    await syncWaiting();
    for (const range of [{}, { from: "2026-02-30" }, { from: "2026-02-01", to: "2026-01-01" }, "2026", 7]) {
      expect((await send(range)).status, JSON.stringify(range)).toBe(400);
    }
  });

  test("refuses a body without a company, and kind beside another syncType", async () => {
    for (const body of [{}, { organizationId, kind: "full", syncType: "incremental" }]) {
      expect((await callRoute(syncRoute, "POST", { cookie: owner(), body })).status).toBe(400);
    }
  });
});

test("the status of a connection has the guide's four names", async () => {
  const { json } = await callRoute(statusRoute, "GET", {
    cookie: owner(),
    params: { companyId: organizationId },
  });
  expect(json).toMatchObject({ isConnected: true, companyName: expect.any(String) as unknown });
  expect(Date.parse(String(json["lastSyncAt"]))).toBeGreaterThan(0);
  expect(json["lastSyncAt"]).toBe(json["lastSyncedAt"]);
  expect(json).toHaveProperty("nextSyncAt");
});

test("the sync statistics have the guide's six figures, each equal to ours", async () => {
  const { json } = await callRoute(statsRoute, "GET", { cookie: owner() });
  expect(json).toMatchObject({ activeConnections: 2, successRate: 100 });
  expect(json["dailySyncs"]).toBeGreaterThanOrEqual(3);
  expect(json["avgSyncTime"]).toBeGreaterThan(0);
  expect(json["recentErrors"]).toEqual([]);
  const [latest] = json["recentSyncs"] as readonly unknown[];
  expect(latest).toMatchObject({
    status: "succeeded",
    recordsFailed: 0,
    organizationName: expect.any(String) as unknown,
  });
});

describe("webhooks", () => {
  test("answer success to what Intuit signed", async () => {
    const response = await deliver(cloudEvents([{ realmId, entity: "customer", sourceId: "1" }]));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ success: true });
  });

  test("answer 401 and why to what Intuit did not sign", async () => {
    const response = await webhookRoute(new Request("http://localhost/", { method: "POST", body: "{}" }));
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "Invalid signature" });
  });
});

test("/login and /logout lead to the pages of ours, and end no session by themselves", async () => {
  const login = await callRoute(loginRoute, "GET", { path: "/login?callbackUrl=%2Fcompanies" });
  expect(new URL(login.headers.get("location") ?? "").pathname).toBe("/sign-in");
  expect(new URL(login.headers.get("location") ?? "").searchParams.get("callbackUrl")).toBe("/companies");
  const logout = await callRoute(logoutRoute, "GET", { path: "/logout", cookie: owner() });
  expect(new URL(logout.headers.get("location") ?? "").pathname).toBe("/sign-out");
  const { status } = await callRoute(statusRoute, "GET", {
    cookie: owner(),
    params: { companyId: organizationId },
  });
  expect(status).toBe(200);
});
