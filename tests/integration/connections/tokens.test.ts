import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessTokenFor, accessTokenSource, minLifetimeMs } from "#lib/connections/refresh/access-token.ts";
import { keepGrantAlive, listGrantsToKeepAlive } from "#lib/connections/refresh/keep-grant-alive.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { pauseConnection, resumeConnection } from "#lib/connections/state/pause-connection.ts";
import { revokePending } from "#lib/connections/state/pending-revocation.ts";
import { disconnect } from "#lib/connections/state/disconnect.ts";
import { toAppError } from "#lib/core/app-error.ts";
import { systemClock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { open } from "#lib/crypto/seal.ts";
import { asSystem } from "#lib/db/scope.ts";
import { fetchRecord } from "#lib/quickbooks/fetch-record.ts";
import { unpaced } from "#lib/quickbooks/pacing.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectAs, connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { expireStoredAccess, findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { spoilRefreshes, tokenRequests } from "#tests/support/token-sandbox.ts";

const dayMs = 86_400_000;

let database: TestDatabase;
let admin: pg.Client;
let sandbox: RunningSandbox;
let firm: Firm;
let company: CompanyId;
let realmId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { QUICKBOOKS_TIMEOUT_MS: "1000" },
  });
});

beforeEach(async () => {
  sandbox.sandbox.faults.remove();
  sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 86_400, refreshTokenGraceSeconds: 0 });
  firm = await createFirm();
  realmId = sandbox.sandbox.registry.create({ size: "small", seed: 3 }).company.realmId;
  company = await connectCompany(firm.people.owner, realmId);
  sandbox.sandbox.traffic.reset();
});

afterAll(async () => {
  await admin.end();
  await sandbox.stop();
  await database.drop();
});

const stored = () => findStoredConnection(company);
const isGood = (token: string) => sandbox.sandbox.grants.checkAccess(token).kind === "valid";

describe("an access token", () => {
  test("is handed out without asking Intuit while it is good for long enough", async () => {
    const [first, second] = [await accessTokenFor(company), await accessTokenFor(company)];
    expect(first).toEqual(second);
    expect(tokenRequests(sandbox)).toEqual({ ok: 0, rejected: 0 });
  });

  test("is refreshed ahead of its end", async () => {
    const { expiresAt } = await accessTokenFor(company);
    const at = (beforeEndMs: number) => ({ now: () => new Date(expiresAt.getTime() - beforeEndMs) });
    await accessTokenFor(company, at(minLifetimeMs + 1000));
    expect(tokenRequests(sandbox).ok).toBe(0);
    const refreshed = await accessTokenFor(company, at(minLifetimeMs - 1000));
    expect(tokenRequests(sandbox).ok).toBe(1);
    expect(refreshed.generation).toBe(2);
  });

  test("is durable, with its refresh token, before anybody gets it (invariant 4)", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    await expireStoredAccess(company);
    const before = await stored();
    const token = await accessTokenFor(company);
    const after = await stored();
    expect(open(after?.accessTokenSealed ?? "", { owner: company, field: "access_token" })).toBe(token.value);
    const refreshToken = (sealed: string | null | undefined) =>
      open(sealed ?? "", { owner: company, field: "refresh_token" });
    expect(refreshToken(after?.refreshTokenSealed)).not.toBe(refreshToken(before?.refreshTokenSealed));
    expect(sandbox.sandbox.grants.live(realmId)[0]?.refreshToken).toBe(
      refreshToken(after?.refreshTokenSealed),
    );
  });

  test("that QuickBooks refuses is replaced once, and a second refusal of the same finds the new one", async () => {
    const source = accessTokenSource(company);
    const rejected = await source.get();
    const [first, second] = await Promise.all([source.rejected(rejected), source.rejected(rejected)]);
    expect(first).toBe(second);
    expect(await source.rejected(rejected)).toBe(first);
    expect(isGood(first)).toBe(true);
    expect(tokenRequests(sandbox)).toEqual({ ok: 1, rejected: 0 });
  });
});

describe("invalid_grant (invariant 4)", () => {
  test("is never retried: the connection needs a person, says why and since when, and asks for an alert", async () => {
    await expireStoredAccess(company);
    sandbox.sandbox.grants.revokeRealm(realmId);
    for (let round = 0; round < 3; round += 1) {
      await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.needs_reconnect" });
    }
    expect(tokenRequests(sandbox)).toEqual({ ok: 0, rejected: 1 });
    expect(await stored()).toMatchObject({ state: "needs_reconnect", stateCause: "Token invalid" });
    const { rows } = await asSystem((sql) =>
      sql.query<{ audits: number; jobs: number; next: Date | null }>(
        `SELECT (SELECT count(*)::int FROM audit_events WHERE company_id = $1 AND action = 'connection.lost') AS audits,
                (SELECT count(*)::int FROM graphile_worker.jobs WHERE task_identifier = 'check_alerts') AS jobs,
                (SELECT next_sync_at FROM companies WHERE id = $1) AS next`,
        [company],
      ),
    );
    expect(rows).toEqual([{ audits: 1, jobs: 1, next: null }]);
  });

  test("to a refresh that a new consent overtook changes nothing: the new pair counts", async () => {
    await expireStoredAccess(company);
    const fault = spoilRefreshes(sandbox, {
      effect: "oauth",
      code: "invalid_grant",
      status: 400,
      delayMs: 500,
      times: 1,
    });
    const refresh = accessTokenFor(company);
    await eventually("the refresh", () => fault.hits() === 1);
    expect(await connectAs(firm.people.owner, { realmId }, company)).toMatchObject({
      outcome: "reconnected",
    });
    expect(isGood((await refresh).value)).toBe(true);
    expect(await stored()).toMatchObject({ state: "connected", generation: 2 });
  });
});

describe("an answer that is lost", () => {
  test("on the line is recovered by trying the old value once more", async () => {
    await expireStoredAccess(company);
    spoilRefreshes(sandbox, { effect: "reset", when: "after", times: 1 });
    const token = await accessTokenFor(company);
    expect(isGood(token.value)).toBe(true);
    expect(await stored()).toMatchObject({ state: "connected", generation: 2, refreshStartedAt: null });
  });

  test("after Intuit replaced the value ends honestly, after one further try", async () => {
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    await expireStoredAccess(company);
    const fault = spoilRefreshes(sandbox, { effect: "reset", when: "after", times: 1 });
    await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.needs_reconnect" });
    expect(fault.hits()).toBe(1);
    expect(tokenRequests(sandbox).rejected).toBe(1);
    expect(await stored()).toMatchObject({ state: "needs_reconnect" });
  });

  test(
    "for want of time leaves the connection as it was, to be tried again",
    { timeout: 20_000 },
    async () => {
      await expireStoredAccess(company);
      spoilRefreshes(sandbox, { effect: "slow", delayMs: 3_000, times: 1 });
      await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "quickbooks.timeout" });
      const after = await stored();
      expect(after).toMatchObject({ state: "connected", generation: 1 });
      expect(after?.refreshStartedAt).not.toBeNull();
      // Waits until Intuit cannot be at work on the first request any more.
      expect(isGood((await accessTokenFor(company)).value)).toBe(true);
      expect(await stored()).toMatchObject({ generation: 2, refreshStartedAt: null });
    },
  );

  test("is not one when Intuit plainly fails or is busy: nobody has to reconnect", async () => {
    for (const status of [429, 500, 503]) {
      await expireStoredAccess(company);
      spoilRefreshes(sandbox, { effect: "status", status, times: 1 });
      await expect(accessTokenFor(company)).rejects.toThrow();
      expect(await stored(), String(status)).toMatchObject({ state: "connected" });
      expect(isGood((await accessTokenFor(company)).value)).toBe(true);
    }
  });

  test("is not one when our own client keys are wrong: the grant is not blamed", async () => {
    await expireStoredAccess(company);
    spoilRefreshes(sandbox, { effect: "oauth", code: "invalid_client", status: 401, times: 1 });
    await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "config.invalid" });
    expect(await stored()).toMatchObject({ state: "connected", refreshStartedAt: null });
  });
});

test("a new pair survives a database that fails while it is stored", async () => {
  sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
  await expireStoredAccess(company);
  const fault = spoilRefreshes(sandbox, { effect: "slow", delayMs: 300, times: 1 });
  const refresh = accessTokenFor(company);
  await eventually("the request to Intuit", () => fault.hits() === 1);
  await admin.query("BEGIN");
  await admin.query("SELECT FROM quickbooks_tokens WHERE company_id = $1 FOR UPDATE", [company]);
  await eventually("the end of the connection that stores", async () => {
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  });
  await admin.query("COMMIT");
  expect(isGood((await refresh).value)).toBe(true);
  expect(await stored()).toMatchObject({ state: "connected", generation: 2 });
});

describe("a connection that is", () => {
  test("paused gives out no tokens, is kept alive, and resumes", async () => {
    const actor = await firm.people.owner.actor();
    await pauseConnection(actor, company);
    await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.paused" });
    const inEightDays = { now: () => new Date(Date.now() + 8 * dayMs) };
    expect(await listGrantsToKeepAlive(inEightDays)).toContain(company);
    await keepGrantAlive(company, inEightDays);
    expect(await stored()).toMatchObject({ state: "paused", generation: 2 });
    await expect(pauseConnection(actor, company)).rejects.toMatchObject({ code: "request.conflict" });
    await resumeConnection(actor, company);
    expect(isGood((await accessTokenFor(company)).value)).toBe(true);
  });

  test("fresh is not refreshed to keep it alive", async () => {
    expect(await listGrantsToKeepAlive()).not.toContain(company);
    await keepGrantAlive(company, systemClock);
    expect(tokenRequests(sandbox)).toEqual({ ok: 0, rejected: 0 });
  });

  test("disconnected while it is refreshed leaves no grant behind", async () => {
    await expireStoredAccess(company);
    sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    // The replaced value no longer revokes anything, so the new one must.
    const fault = spoilRefreshes(sandbox, { effect: "slow", delayMs: 500, times: 1 });
    const refresh = accessTokenFor(company);
    await eventually("the request to Intuit", () => fault.hits() === 1);
    const actor = await firm.people.owner.actor();
    const [outcome] = await Promise.all([
      refresh.then(
        () => "a token",
        (thrown: unknown) => toAppError(thrown).code,
      ),
      disconnect(actor, company),
    ]);
    expect(outcome).toBe("connection.missing");
    await revokePending(company);
    expect(sandbox.sandbox.grants.live(realmId)).toEqual([]);
    expect(await stored()).toMatchObject({ state: "disconnected", generation: null });
  });

  test("of a company whose subscription lapsed says so, and comes back by itself", async () => {
    const client = await openClient(company, { pacer: unpaced });
    sandbox.sandbox.faults.add({
      realmId,
      effect: "fault",
      status: 400,
      code: "6190",
      skip: 0,
      times: 1,
      probability: 1,
      seed: 1,
      when: "before",
    });
    await expect(fetchRecord(client, "company_info", "1")).rejects.toMatchObject({
      code: "quickbooks.subscription_lapsed",
    });
    expect(await stored()).toMatchObject({ state: "subscription_lapsed", stateCause: "code 6190" });
    await fetchRecord(await openClient(company, { pacer: unpaced }), "company_info", "1");
    expect(await stored()).toMatchObject({ state: "connected", stateCause: null });
  });
});
