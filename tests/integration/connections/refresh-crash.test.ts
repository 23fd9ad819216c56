// A process is killed with kill -9 at each point of a refresh. What is left must be a working connection,
// or one that honestly says that it needs a person; never a good grant that was lost in silence.

import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessTokenFor } from "#lib/connections/refresh/access-token.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { startTokenUser, type TokenUser } from "#tests/support/start-token-user.ts";
import { expireStoredAccess, findStoredConnection, lapseClaim } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { spoilRefreshes, tokenRequests } from "#tests/support/token-sandbox.ts";

let database: TestDatabase;
let admin: pg.Client;
let sandbox: RunningSandbox;
let company: CompanyId;
let realmId: string;
let victim: TokenUser;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});

beforeEach(async () => {
  sandbox.sandbox.faults.remove();
  sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 86_400, refreshTokenGraceSeconds: 0 });
  realmId = sandbox.sandbox.registry.create({ size: "small", seed: 3 }).company.realmId;
  company = await connectCompany((await createFirm()).people.owner, realmId);
  await expireStoredAccess(company);
  victim = await startTokenUser(
    company,
    testEnvironment({
      databaseUrl: database.url,
      sandboxUrl: sandbox.url,
      more: { QUICKBOOKS_TIMEOUT_MS: "1000" },
    }),
  );
  sandbox.sandbox.traffic.reset();
});

afterAll(async () => {
  await admin.end();
  await sandbox.stop();
  await database.drop();
});

/** The victim asks; Intuit holds its answer back, before or after doing what was asked; the victim dies. */
async function dieWhileAsking(intuit: "has not acted" | "has acted"): Promise<void> {
  const fault =
    intuit === "has acted"
      ? spoilRefreshes(sandbox, { effect: "slow", delayMs: 60_000, times: 1 })
      : spoilRefreshes(sandbox, { effect: "status", status: 503, delayMs: 60_000, times: 1 });
  victim.begin();
  await eventually("the request to Intuit", () => fault.hits() === 1);
  if (intuit === "has acted") {
    await eventually("Intuit's work", () => sandbox.sandbox.grants.live(realmId)[0]?.isRefreshing === false);
  }
  await victim.kill();
  expect(await findStoredConnection(company)).toMatchObject({ state: "refreshing", generation: 1 });
}

async function expectAWorkingConnection(generation: number): Promise<void> {
  const token = await accessTokenFor(company);
  expect(sandbox.sandbox.grants.checkAccess(token.value).kind).toBe("valid");
  expect(await findStoredConnection(company)).toMatchObject({
    state: "connected",
    generation,
    refreshStartedAt: null,
    refreshClaimedUntil: null,
  });
}

async function expectAnHonestEnd(): Promise<void> {
  const { rejected } = tokenRequests(sandbox);
  await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.needs_reconnect" });
  // The old value was tried once more, and then never again.
  expect(tokenRequests(sandbox).rejected).toBe(rejected + 1);
  await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.needs_reconnect" });
  expect(tokenRequests(sandbox).rejected).toBe(rejected + 1);
  expect(await findStoredConnection(company)).toMatchObject({
    state: "needs_reconnect",
    stateCause: "Incorrect or invalid refresh token",
  });
}

describe("a process killed while it refreshes", () => {
  test("before Intuit acted leaves a working connection", async () => {
    await dieWhileAsking("has not acted");
    await lapseClaim(company);
    await expectAWorkingConnection(2);
  });

  test("leaves a claim that lapses by itself", { timeout: 30_000 }, async () => {
    await dieWhileAsking("has not acted");
    await expectAWorkingConnection(2);
  });

  test("after Intuit acted, and kept the value, leaves a working connection", async () => {
    await dieWhileAsking("has acted");
    await lapseClaim(company);
    await expectAWorkingConnection(2);
  });

  test("after Intuit replaced the value, and still takes the old one, leaves a working connection", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0, refreshTokenGraceSeconds: 86_400 });
    await dieWhileAsking("has acted");
    await lapseClaim(company);
    await expectAWorkingConnection(2);
  });

  test("after Intuit replaced the value for good says honestly that it needs a person", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    await dieWhileAsking("has acted");
    await lapseClaim(company);
    await expectAnHonestEnd();
  });

  test("with the answer in hand but not stored leaves a working connection", async () => {
    await dieWhileStoring();
    await lapseClaim(company);
    await expectAWorkingConnection(2);
  });

  test("with a replaced value in hand but not stored says honestly that it needs a person", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    await dieWhileStoring();
    await lapseClaim(company);
    await expectAnHonestEnd();
  });

  test("after storing the pair leaves a working connection and nothing to refresh", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    victim.begin();
    await eventually("the new pair", async () => (await findStoredConnection(company))?.generation === 2);
    await victim.kill();
    await expectAWorkingConnection(2);
    expect(tokenRequests(sandbox)).toEqual({ ok: 1, rejected: 0 });
  });

  test("while others wait for it: one of them takes over", { timeout: 30_000 }, async () => {
    await dieWhileAsking("has acted");
    const environment = testEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
    const others = await Promise.all([1, 2].map(() => startTokenUser(company, environment, 20)));
    const reports = Promise.all(others.map((other) => other.use()));
    await lapseClaim(company);
    expect((await reports).flat()).toEqual(Array.from({ length: 40 }, () => "read"));
    await expectAWorkingConnection(2);
  });
});

/** The row of the token is held, so that the victim, answered by Intuit, waits in front of it; it dies there. */
async function dieWhileStoring(): Promise<void> {
  // Intuit takes a moment, during which the row is taken: the claim must have been made before.
  const fault = spoilRefreshes(sandbox, { effect: "slow", delayMs: 300, times: 1 });
  victim.begin();
  await eventually("the request to Intuit", () => fault.hits() === 1);
  await admin.query("BEGIN");
  await admin.query("SELECT FROM quickbooks_tokens WHERE company_id = $1 FOR UPDATE", [company]);
  const blocked = await eventually("the attempt to store", async () => {
    const { rows } = await admin.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows[0]?.pid;
  });
  await victim.kill();
  // The server notices a dead client only when it next speaks to it.
  await admin.query("SELECT pg_terminate_backend($1)", [blocked]);
  await admin.query("COMMIT");
  expect(await findStoredConnection(company)).toMatchObject({ state: "refreshing", generation: 1 });
}
