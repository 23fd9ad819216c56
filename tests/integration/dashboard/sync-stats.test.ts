import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { PersonActor } from "#lib/core/actor.ts";
import { syncStats, type SyncStats } from "#lib/contracts/sync-stats.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { readSyncStats } from "#lib/dashboard/sync-stats.ts";
import { retryFailing } from "#lib/sync/schedule/retry-failing.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { seedCompany } from "#tests/support/seed/seed-company.ts";
import { seedFirm, type SeededFirm } from "#tests/support/seed/seed-people.ts";
import { seedRun } from "#tests/support/seed/seed-runs.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

async function read(actor: PersonActor, timeZone = "UTC", now = new Date()): Promise<SyncStats> {
  // Through the contract, as the route answers it.
  return syncStats.parse(await readSyncStats(actor, timeZone, now));
}

/** A run that ended at a given instant after `seconds`. */
async function runAt(
  firm: OrganizationId,
  company: CompanyId,
  finishedAt: string,
  state: "succeeded" | "failed" | "incomplete" | "cancelled" = "succeeded",
  seconds = 4,
): Promise<void> {
  await withTenant(firm, (sql) =>
    sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, started_at,
         finished_at, records_seen)
       VALUES (gen_random_uuid(), $1, $2, 'incremental', 'schedule', $3,
         $4::timestamptz - $5 * interval '1 s', $4::timestamptz - $5 * interval '1 s', $4, 10)`,
      [firm, company, state, finishedAt, seconds],
    ),
  );
}

describe("figures of days", () => {
  const now = new Date("2026-07-15T12:00:00Z");
  let firm: SeededFirm;
  let owner: PersonActor;

  beforeAll(async () => {
    firm = await seedFirm("Days", "days.example");
    owner = firm.people.owner;
    const company = await seedCompany(firm.organizationId, { name: "Client", connection: "connected" });
    await runAt(firm.organizationId, company, "2026-07-15T11:00:00Z", "succeeded", 2);
    await runAt(firm.organizationId, company, "2026-07-15T06:30:00Z", "failed", 6);
    await runAt(firm.organizationId, company, "2026-07-15T06:40:00Z", "cancelled", 600);
    await runAt(firm.organizationId, company, "2026-07-10T10:00:00Z", "incomplete", 4);
    await runAt(firm.organizationId, company, "2026-06-20T10:00:00Z", "succeeded", 4);
    await runAt(firm.organizationId, company, "2026-05-01T10:00:00Z", "failed", 4);
  });

  test("today begins at the reader's midnight", async () => {
    expect((await read(owner, "UTC", now)).today).toEqual({
      succeeded: 1,
      incomplete: 0,
      failed: 1,
      records: 20,
    });
    // 06:30 UTC is still the evening before in Los Angeles.
    expect((await read(owner, "America/Los_Angeles", now)).today).toEqual({
      succeeded: 1,
      incomplete: 0,
      failed: 0,
      records: 10,
    });
  });

  test("every one of the last 30 days is there, also those without a run", async () => {
    const { days } = await read(owner, "UTC", now);
    expect(days).toHaveLength(30);
    expect(days[0]?.day).toBe("2026-06-16");
    expect(days.at(-1)).toEqual({
      day: "2026-07-15",
      succeeded: 1,
      incomplete: 0,
      failed: 1,
      averageMs: 4000,
    });
    expect(days.find(({ day }) => day === "2026-06-20")?.succeeded).toBe(1);
    expect(days.find(({ day }) => day === "2026-06-21")).toEqual({
      day: "2026-06-21",
      succeeded: 0,
      incomplete: 0,
      failed: 0,
      averageMs: null,
    });
  });

  test("days stay days where clocks change", async () => {
    const { days } = await read(owner, "America/New_York", new Date("2026-11-03T12:00:00Z"));
    expect(days.map(({ day }) => day)).toContain("2026-11-01");
    expect(new Set(days.map(({ day }) => day)).size).toBe(30);
    expect(days.at(-1)?.day).toBe("2026-11-03");
  });

  test("cancelled runs count neither for nor against", async () => {
    const { week } = await read(owner, "UTC", now);
    expect(week.ended).toBe(3);
    expect(week.successRate).toBeCloseTo(1 / 3);
    expect(week.averageMs).toBe(4000);
    expect(week.averageFullMs).toBeNull();
  });

  test("what ends today is seen although the days before are kept in memory", async () => {
    const before = await read(owner, "UTC", now);
    const company = await seedCompany(firm.organizationId, { name: "Another", connection: "connected" });
    await runAt(firm.organizationId, company, "2026-07-15T11:30:00Z");
    const after = await read(owner, "UTC", now);
    expect(after.today.succeeded).toBe(before.today.succeeded + 1);
    expect(after.days.slice(0, -1)).toEqual(before.days.slice(0, -1));
  });
});

describe("how the firm stands", () => {
  let firm: SeededFirm;
  let owner: PersonActor;
  let failing: CompanyId;
  let reconnect: CompanyId;
  let recovered: CompanyId;

  beforeAll(async () => {
    firm = await seedFirm("Now", "now.example");
    owner = firm.people.owner;
    const id = firm.organizationId;
    failing = await seedCompany(id, { name: "Failing", connection: "connected" });
    reconnect = await seedCompany(id, { name: "Reconnect", connection: "needs_reconnect" });
    recovered = await seedCompany(id, { name: "Recovered", connection: "connected" });
    const incomplete = await seedCompany(id, { name: "Incomplete", connection: "connected" });
    const left = await seedCompany(id, { name: "Left", connection: "disconnected" });
    const running = await seedCompany(id, { name: "Running", connection: "connected" });
    await seedCompany(id, { name: "Never connected" });
    await seedRun(id, failing, { state: "succeeded", minutesAgo: 60 });
    await seedRun(id, failing, { state: "failed", minutesAgo: 5, errorCode: "quickbooks.timeout" });
    await seedRun(id, reconnect, {
      state: "failed",
      minutesAgo: 90,
      errorCode: "connection.needs_reconnect",
    });
    await seedRun(id, recovered, { state: "failed", minutesAgo: 50, errorCode: "quickbooks.timeout" });
    await seedRun(id, recovered, { state: "succeeded", minutesAgo: 20 });
    await seedRun(id, incomplete, { state: "incomplete", kind: "full", minutesAgo: 1 });
    await seedRun(id, left, { state: "failed", minutesAgo: 3, errorCode: "quickbooks.timeout" });
    await seedRun(id, running, { state: "running", minutesAgo: 1 });
    await seedRun(id, running, { state: "queued", minutesAgo: 0 });
  });

  test("active means connected and in use; never connected is no state", async () => {
    const { connections } = await read(owner);
    expect(connections).toMatchObject({ active: 4, companies: 7 });
    expect(connections.byState).toMatchObject({ connected: 4, needs_reconnect: 1, disconnected: 1 });
  });

  test("trouble is a last run that went wrong, failures first, the disconnected at rest", async () => {
    const { failing, failedCompanies, incompleteCompanies } = await read(owner);
    expect(failing.map(({ run }) => run.companyName)).toEqual(["Failing", "Reconnect", "Incomplete"]);
    expect(failing[1]?.connection).toBe("needs_reconnect");
    expect({ failedCompanies, incompleteCompanies }).toEqual({ failedCompanies: 2, incompleteCompanies: 1 });
  });

  test("running and waiting are counted, and running ones shown", async () => {
    const stats = await read(owner);
    expect(stats).toMatchObject({ underWay: 1, queued: 1, awaitingApproval: 0 });
    expect(stats.running.map(({ companyName }) => companyName)).toEqual(["Running"]);
    expect(stats.recent.map(({ state }) => state)).not.toContain("running");
    expect(stats.recent[0]?.companyName).toBe("Incomplete");
  });

  test("another firm is not in it", async () => {
    const other = await seedFirm("Other", "other.example");
    const stats = await read(other.people.owner);
    expect(stats).toMatchObject({ underWay: 0, queued: 0, recent: [], failing: [] });
    expect(stats.connections.companies).toBe(0);
    expect(stats.week.successRate).toBeNull();
    expect(stats.calls.used).toBe(0);
  });

  test("calls are the firm's own, and the allowance is shared", async () => {
    const meter = (company: CompanyId, organization: OrganizationId, metered: number) =>
      asSystem((sql) =>
        sql.query(
          `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered)
           VALUES ($1, $2, (now() AT TIME ZONE 'UTC')::date, $3)`,
          [organization, company, metered],
        ),
      );
    const neighbour = await seedFirm("Neighbour", "neighbour.example");
    const theirs = await seedCompany(neighbour.organizationId, { name: "Theirs", connection: "connected" });
    const before = await read(owner);
    await meter(failing, firm.organizationId, 120);
    await meter(theirs, neighbour.organizationId, 1000);
    const { calls } = await read(owner);
    expect(calls).toMatchObject({ used: 120, today: 120, state: "fine" });
    expect(calls.usedByAll).toBe(before.calls.usedByAll + 1120);
    expect(calls.days.at(-1)?.metered).toBe(120);
    expect(calls.days).toHaveLength(30);
  });

  test("an open circuit says since when and when QuickBooks is asked again", async () => {
    const openFor = (sql: string) => asSystem((each) => each.query(sql));
    await openFor(
      `UPDATE quickbooks_circuits SET opened_at = now() - interval '2 minutes', try_again_at = now() + interval '30 s',
         last_error_code = 'quickbooks.unavailable'`,
    );
    const { circuit } = await read(owner);
    await openFor("UPDATE quickbooks_circuits SET opened_at = NULL, try_again_at = NULL");
    expect(circuit.state).toBe("open");
    expect(circuit.since).not.toBeNull();
    expect(circuit.tryAgainAt).not.toBeNull();
    expect((await read(owner)).circuit.state).toBe("closed");
  });

  test("retrying all asks for each failed company once, and leaves out whom QuickBooks does not let in", async () => {
    const request = { organizationId: firm.organizationId, requestedById: owner.userId };
    const first = await withTenant(firm.organizationId, (sql) => retryFailing(sql, request));
    expect(first).toEqual({ started: 1, leftOut: 1 });
    const again = await withTenant(firm.organizationId, (sql) => retryFailing(sql, request));
    expect(again).toEqual({ started: 0, leftOut: 2 });
    const { failing } = await read(owner);
    expect(failing.find(({ run }) => run.companyName === "Failing")?.underWay).toBe(true);
  });

  test("retrying one company says why it cannot be done", async () => {
    const retry = withTenant(firm.organizationId, (sql) =>
      retryFailing(sql, {
        organizationId: firm.organizationId,
        requestedById: owner.userId,
        companyIds: [reconnect],
      }),
    );
    await expect(retry).rejects.toMatchObject({ code: "connection.needs_reconnect" });
    const fine = await withTenant(firm.organizationId, (sql) =>
      retryFailing(sql, {
        organizationId: firm.organizationId,
        requestedById: owner.userId,
        companyIds: [recovered],
      }),
    );
    expect(fine).toEqual({ started: 0, leftOut: 0 });
  });
});
