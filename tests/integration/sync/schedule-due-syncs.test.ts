import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { withTenant, asSystem } from "#lib/db/scope.ts";
import { systemPool } from "#lib/db/pool.ts";
import { scheduleCompany } from "#lib/sync/schedule/schedule-company.ts";
import { scheduleDueSyncs } from "#lib/sync/schedule/schedule-due-syncs.ts";
import { createConnectedCompany, createOrganization, listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());
beforeEach(() =>
  asSystem(async (sql) => {
    await sql.query("UPDATE companies SET next_sync_at = NULL");
    await sql.query("DELETE FROM quickbooks_syncs");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
  }),
);

const cursor = { changes_cursor_at: "2026-01-01T00:00:00Z" };

async function nextOf(companyId: string): Promise<Date | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ next_sync_at: Date | null }>("SELECT next_sync_at FROM companies WHERE id = $1", [companyId]),
  );
  return rows[0]?.next_sync_at ?? null;
}

describe("the clock", () => {
  it("starts each due company once, however many workers look at once", async () => {
    const firm = await createOrganization();
    for (let index = 0; index < 30; index += 1) {
      await createConnectedCompany({
        organizationId: firm,
        columns: { ...cursor, next_sync_at: "2026-03-01T00:00:00Z" },
      });
    }
    const now = new Date("2026-03-01T00:00:05Z");
    const planned = await Promise.all(Array.from({ length: 8 }, () => scheduleDueSyncs(now, false)));
    expect(planned.reduce((sum, plan) => sum + plan.queued, 0)).toBe(30);
    const jobs = await listJobs("run_scheduled_sync");
    expect(new Set(jobs.map((job) => job.payload["syncId"])).size).toBe(30);
    expect(await scheduleDueSyncs(now, false)).toEqual({ due: 0, queued: 0 });
  });

  it("passes over what is paused, archived, not connected or busy", async () => {
    const due = "2026-03-01T00:00:00Z";
    await createConnectedCompany({ columns: { ...cursor, next_sync_at: due, sync_schedule: "paused" } });
    await createConnectedCompany({ columns: { ...cursor, next_sync_at: due, archived_at: due } });
    for (const state of ["needs_reconnect", "revoked", "disconnected", "paused"] as const) {
      await createConnectedCompany({ state, columns: { ...cursor, next_sync_at: due } });
    }
    const busy = await createConnectedCompany({ columns: { ...cursor, next_sync_at: due } });
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
         VALUES (gen_random_uuid(), $1, $2, 'full', 'person', 'running')`,
        [busy.organizationId, busy.companyId],
      ),
    );
    expect(await scheduleDueSyncs(new Date("2026-03-01T00:00:05Z"), false)).toEqual({ due: 0, queued: 0 });
    // Once the run has ended, what fell due meanwhile is caught up.
    await asSystem((sql) => sql.query("UPDATE quickbooks_syncs SET state = 'succeeded'"));
    expect(await scheduleDueSyncs(new Date("2026-03-01T02:00:00Z"), false)).toEqual({ due: 1, queued: 1 });
  });

  it("catches up once after missed ticks, and keeps the beat", async () => {
    const { companyId } = await createConnectedCompany({
      columns: { ...cursor, next_sync_at: "2026-03-01T00:10:00Z", sync_schedule: "hourly" },
    });
    const now = new Date("2026-03-01T07:25:00Z");
    expect(await scheduleDueSyncs(now, false)).toEqual({ due: 1, queued: 1 });
    expect(await scheduleDueSyncs(now, false)).toEqual({ due: 0, queued: 0 });
    expect(await nextOf(companyId)).toEqual(new Date("2026-03-01T08:10:00Z"));
  });

  it("syncs as often as a custom schedule says, but not more than every five minutes", async () => {
    const often = await createConnectedCompany({
      columns: {
        ...cursor,
        next_sync_at: "2026-03-01T00:00:00Z",
        sync_schedule: "custom",
        sync_every_minutes: 1,
      },
    });
    const seldom = await createConnectedCompany({
      columns: {
        ...cursor,
        next_sync_at: "2026-03-01T00:00:00Z",
        sync_schedule: "custom",
        sync_every_minutes: 90,
      },
    });
    await scheduleDueSyncs(new Date("2026-03-01T00:00:01Z"), false);
    expect(await nextOf(often.companyId)).toEqual(new Date("2026-03-01T00:05:00Z"));
    expect(await nextOf(seldom.companyId)).toEqual(new Date("2026-03-01T01:30:00Z"));
  });

  it("slows all schedules to one sync a day when the month's allowance runs out", async () => {
    const { companyId } = await createConnectedCompany({
      columns: { ...cursor, next_sync_at: "2026-03-01T12:00:00Z", sync_schedule: "hourly", time_zone: "UTC" },
    });
    await scheduleDueSyncs(new Date("2026-03-01T12:00:01Z"), true);
    expect((await nextOf(companyId))?.toISOString()).toMatch(/^2026-03-02T03:/);
  });

  it("reads a company whole that was never read, in the lane of such work", async () => {
    await createConnectedCompany({ columns: { next_sync_at: "2026-03-01T00:00:00Z" } });
    await scheduleDueSyncs(new Date("2026-03-01T00:00:01Z"), false);
    expect((await listJobs()).map((job) => job.name)).toEqual(["run_full_sync"]);
  });

  it("joins a run that waits already instead of adding one", async () => {
    const company = await createConnectedCompany({
      columns: { ...cursor, next_sync_at: "2026-03-01T00:00:00Z" },
    });
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger)
         VALUES (gen_random_uuid(), $1, $2, 'incremental', 'person')`,
        [company.organizationId, company.companyId],
      ),
    );
    expect(await scheduleDueSyncs(new Date("2026-03-01T00:00:01Z"), false)).toEqual({ due: 1, queued: 0 });
  });

  it("plans ten thousand companies in one statement", async () => {
    const firm = await createOrganization();
    await asSystem(async (sql) => {
      await sql.query(
        `WITH made AS (
           INSERT INTO companies (id, organization_id, name, time_zone, next_sync_at, changes_cursor_at)
           SELECT gen_random_uuid(), $1, 'Client ' || n, (ARRAY['America/New_York', 'America/Los_Angeles',
             'Asia/Kolkata', 'Europe/Paris', 'UTC'])[1 + n % 5], '2026-03-01T00:00:00Z', now()
           FROM generate_series(1, 10000) AS n RETURNING id
         )
         INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
           realm_id_hash, state)
         SELECT gen_random_uuid(), $1, id, 'sandbox', 'sealed', id::text, 'connected' FROM made`,
        [firm],
      );
    });
    const statements: string[] = [];
    const client = await systemPool().connect();
    const query = client.query.bind(client);
    client.release();
    Object.assign(client, {
      query: (text: unknown, ...rest: unknown[]) => {
        statements.push(typeof text === "string" ? text : "");
        return Reflect.apply(query, client, [text, ...rest]) as unknown;
      },
    });
    const planned = await scheduleDueSyncs(new Date("2026-03-01T00:00:01Z"), false);
    Reflect.deleteProperty(client, "query");
    expect(planned).toEqual({ due: 10_000, queued: 10_000 });
    expect(statements.filter((text) => !/^(?:BEGIN|COMMIT)/.test(text))).toHaveLength(1);
  });
});

describe("the daily sync", () => {
  const zones = [
    "America/Los_Angeles",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/London",
    "Pacific/Auckland",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "UTC",
  ];

  // Around the changes of the clocks of either hemisphere, and the turn of the year.
  const spans = [
    ["2026-03-05T12:00:00Z", 36],
    ["2026-09-24T12:00:00Z", 42],
    ["2026-12-29T12:00:00Z", 6],
  ] as const;

  it.each(zones)("comes in the quiet hour of %s on every day, once", async (zone) => {
    const { companyId } = await createConnectedCompany({
      columns: { ...cursor, time_zone: zone, quiet_hour: 3 },
    });
    for (const [from, length] of spans) {
      let now = DateTime.fromISO(from);
      let days = 0;
      for (const end = now.plus({ days: length }); now < end; days += 1) {
        await asSystem((sql) =>
          sql.query("UPDATE companies SET next_sync_at = $2 WHERE id = $1", [companyId, now]),
        );
        await scheduleDueSyncs(now.toJSDate(), false);
        const next = await nextOf(companyId);
        if (!next) throw new Error("no next sync");
        const local = DateTime.fromJSDate(next).setZone(zone);
        const before = now.setZone(zone);
        expect(local.hour).toBe(3);
        expect(local.startOf("day").diff(before.startOf("day"), "days").days).toBe(before.hour < 3 ? 0 : 1);
        now = DateTime.fromJSDate(next);
      }
      expect(Math.abs(days - length)).toBeLessThanOrEqual(1);
    }
  });

  it("comes once on the days on which its hour does not exist, or comes twice", async () => {
    const { companyId } = await createConnectedCompany({
      columns: { ...cursor, time_zone: "America/New_York", quiet_hour: 2 },
    });
    const nextAfter = async (now: string): Promise<string> => {
      await asSystem((sql) =>
        sql.query("UPDATE companies SET next_sync_at = $2 WHERE id = $1", [companyId, now]),
      );
      await scheduleDueSyncs(new Date(now), false);
      const next = await nextOf(companyId);
      return DateTime.fromJSDate(next ?? new Date(0))
        .setZone("America/New_York")
        .toFormat("LL-dd HH");
    };
    // Clocks go from 2 to 3 on 8 March 2026, and from 2 back to 1 on 1 November.
    expect(await nextAfter("2026-03-07T12:00:00Z")).toBe("03-08 03");
    expect(await nextAfter("2026-03-08T12:00:00Z")).toBe("03-09 02");
    await asSystem((sql) => sql.query("UPDATE companies SET quiet_hour = 1 WHERE id = $1", [companyId]));
    expect(await nextAfter("2026-10-31T12:00:00Z")).toBe("11-01 01");
    expect(await nextAfter("2026-11-01T07:00:00Z")).toBe("11-02 01");
  });
});

it("a changed schedule takes effect from now, and pausing takes the date away", async () => {
  const { companyId, organizationId } = await createConnectedCompany({ columns: { ...cursor } });
  const set = (columns: string): Promise<Date | null> =>
    withTenant(organizationId, async (sql) => {
      await sql.query(`UPDATE companies SET ${columns} WHERE id = $1`, [companyId]);
      return scheduleCompany(sql, companyId);
    });
  const hourly = await set("sync_schedule = 'hourly'");
  expect((hourly?.getTime() ?? 0) - Date.now()).toBeGreaterThan(59 * 60_000);
  expect((hourly?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(60 * 60_000);
  expect(await set("sync_schedule = 'paused'")).toBeNull();
});

it("an unknown time zone is refused when it is stored, not when ten thousand companies are planned", async () => {
  await expect(createConnectedCompany({ columns: { time_zone: "Mars/Olympus" } })).rejects.toThrow(
    /time zone/,
  );
});
