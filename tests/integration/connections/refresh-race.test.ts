import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { CompanyId } from "#lib/core/ids.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { startTokenUser } from "#tests/support/start-token-user.ts";
import { expireStoredAccess, findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { tokenRequests } from "#tests/support/token-sandbox.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let company: CompanyId;
let realmId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});

beforeEach(async () => {
  realmId = sandbox.sandbox.registry.create({ size: "small", seed: 3 }).company.realmId;
  company = await connectCompany((await createFirm()).people.owner, realmId);
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

/** 50 callers in each of 4 processes, let loose together. */
async function rush(): Promise<readonly string[]> {
  const environment = testEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
  const users = await Promise.all([1, 2, 3, 4].map(() => startTokenUser(company, environment, 50)));
  sandbox.sandbox.traffic.reset();
  return (await Promise.all(users.map((user) => user.use()))).flat();
}

describe("200 concurrent users of an expired token in 4 processes (invariant 3)", () => {
  test("make exactly one refresh when we know that it has run out", { timeout: 60_000 }, async () => {
    await expireStoredAccess(company);
    const report = await rush();
    expect(report).toEqual(Array.from({ length: 200 }, () => "read"));
    expect(tokenRequests(sandbox)).toEqual({ ok: 1, rejected: 0 });
    expect(await findStoredConnection(company)).toMatchObject({
      state: "connected",
      generation: 2,
      refreshStartedAt: null,
      refreshClaimedUntil: null,
    });
  });

  test("make exactly one refresh when only QuickBooks knows", { timeout: 60_000 }, async () => {
    sandbox.sandbox.grants.expireAccessTokens(realmId);
    const report = await rush();
    expect(report).toEqual(Array.from({ length: 200 }, () => "read"));
    expect(tokenRequests(sandbox)).toEqual({ ok: 1, rejected: 0 });
    expect(await findStoredConnection(company)).toMatchObject({ state: "connected", generation: 2 });
  });

  test("ask Intuit once when the grant has ended, and are all told so", { timeout: 60_000 }, async () => {
    await expireStoredAccess(company);
    sandbox.sandbox.grants.revokeRealm(realmId);
    const report = await rush();
    expect(report).toEqual(Array.from({ length: 200 }, () => "connection.needs_reconnect"));
    expect(tokenRequests(sandbox)).toEqual({ ok: 0, rejected: 1 });
    expect(await findStoredConnection(company)).toMatchObject({ state: "needs_reconnect" });
  });
});
