import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { asSystem } from "#lib/db/scope.ts";
import { callBudgetOf, callBudgetOfApp } from "#lib/pacing/call-budget.ts";
import { firmsOverQuota } from "#lib/pacing/firm-quota.ts";
import { sumUpCalls } from "#lib/pacing/sum-up-calls.ts";
import { scheduleDueSyncs } from "#lib/sync/schedule/schedule-due-syncs.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { disagreements, openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const allowance = 100_000;

let database: TestDatabase;
let books: SandboxBooks;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({
    databaseUrl: database.url,
    more: { QUICKBOOKS_MONTHLY_CALLS: String(allowance) },
  });
  books = await openBooks({ columns: { sync_schedule: "hourly" } });
  await books.sync({ kind: "full" });
});
afterAll(async () => {
  await books.stop();
  await database.drop();
});

async function spend(share: number): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      `UPDATE quickbooks_call_meters SET metered = $1, day = (now() AT TIME ZONE 'UTC')::date
       WHERE company_id = $2`,
      [Math.round(allowance * share), books.ours.companyId],
    ),
  );
}

/** The company is due: starts its sync, forgets it again, and tells when the next one will be. */
async function planned(now: Date): Promise<Date> {
  await asSystem((sql) => sql.query("UPDATE companies SET next_sync_at = $1", [now]));
  expect(await scheduleDueSyncs(now, true)).toEqual({ due: 1, queued: 1 });
  return asSystem(async (sql) => {
    await sql.query("DELETE FROM quickbooks_syncs WHERE state = 'queued'");
    const { rows } = await sql.query<{ at: Date }>("SELECT next_sync_at AS at FROM companies");
    return rows[0]?.at ?? new Date(0);
  });
}

describe("the month's metered calls", () => {
  test("are told of from 80 % on: the firm's own, and everybody's together", async () => {
    await spend(0.5 / 31);
    expect(await callBudgetOfApp()).toMatchObject({ state: "fine", allowance });
    await spend(0.81);
    expect(await callBudgetOfApp()).toMatchObject({ state: "warning", used: allowance * 0.81 });
    expect(await callBudgetOf(books.ours.organizationId)).toMatchObject({ used: allowance * 0.81 });
  });

  test("when they run short slow the clock down, and neither webhooks nor what a person asks for", async () => {
    await spend(0.95);
    const { state } = await callBudgetOfApp();
    expect(state).toBe("throttled");

    // Hourly otherwise.
    const first = await planned(new Date());
    const second = await planned(first);
    expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(23 * 60 * 60 * 1000);

    for (const trigger of ["webhook", "person", "api"] as const) {
      books.running.sandbox.activity.edit(books.company, 20, 7);
      const { row } = await books.sync({ trigger });
      expect(row["state"]).toBe("succeeded");
      // A person is told too of the few types that were not offered.
      expect(row["metered_calls"]).toBeLessThanOrEqual(trigger === "webhook" ? 1 : 8);
    }
    await books.sync();
    expect(await disagreements(books)).toEqual([]);
  });

  test("are the same once the days that are over have been summed up, and while several do it", async () => {
    const { companyId, organizationId } = books.ours;
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered)
         SELECT $1, $2, (now() AT TIME ZONE 'UTC')::date - ago, 1000 + ago FROM generate_series(0, 60) AS ago
         ON CONFLICT (company_id, day) DO UPDATE SET metered = excluded.metered`,
        [organizationId, companyId],
      ),
    );
    const before = await callBudgetOfApp();
    expect(before.used).toBeGreaterThanOrEqual(1000);
    const days = await Promise.all([sumUpCalls(), sumUpCalls(), sumUpCalls()]);
    expect(days.reduce((sum, count) => sum + count)).toBe(39);
    expect(await callBudgetOfApp()).toMatchObject({ used: before.used });
    expect(await callBudgetOf(organizationId)).toMatchObject({ used: before.used });
    // What is counted from here on is of days that are not summed up yet.
    await asSystem((sql) =>
      sql.query(
        "UPDATE quickbooks_call_meters SET metered = metered + 5 WHERE company_id = $1 AND day = (now() AT TIME ZONE 'UTC')::date",
        [companyId],
      ),
    );
    expect(await callBudgetOfApp()).toMatchObject({ used: before.used + 5 });
  });
});

describe("a firm beyond its share of the calls", () => {
  const due = "now() - interval '1 minute'";
  const openAlerts = async (): Promise<readonly unknown[]> => {
    await checkAlerts(new Date());
    const { rows } = await asSystem((sql) =>
      sql.query<{ firm: string; state: string }>(
        `SELECT organization_id AS firm, detail ->> 'state' AS state FROM alerts
         WHERE kind = 'call_budget' AND recovered_at IS NULL ORDER BY state`,
      ),
    );
    return rows;
  };

  test("has its scheduled syncs wait and is told so; another firm's go on, and all once it is the next month", async () => {
    await asSystem(async (sql) => {
      await sql.query("DELETE FROM quickbooks_call_days");
      await sql.query("DELETE FROM quickbooks_call_meters WHERE day < (now() AT TIME ZONE 'UTC')::date");
    });
    await spend(0.44);
    // Alone it takes from nobody.
    expect(await firmsOverQuota(await callBudgetOfApp())).toEqual([]);
    const other = await createConnectedCompany({ columns: { sync_schedule: "hourly" } });
    expect(await firmsOverQuota(await callBudgetOfApp())).toEqual([]);
    await spend(0.46);
    const budget = await callBudgetOfApp();
    const over = await firmsOverQuota(budget);
    expect(over).toEqual([books.ours.organizationId]);
    expect(budget.state).not.toBe("throttled");

    await asSystem((sql) => sql.query(`UPDATE companies SET next_sync_at = ${due}`));
    await asSystem((sql) => sql.query("DELETE FROM quickbooks_syncs WHERE state = 'queued'"));
    expect(await scheduleDueSyncs(new Date(), false, over)).toEqual({ due: 1, queued: 1 });
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT company_id FROM quickbooks_syncs WHERE state = 'queued'"),
    );
    expect(rows).toEqual([{ company_id: other.companyId }]);
    expect(await openAlerts()).toContainEqual({ firm: books.ours.organizationId, state: "over_quota" });
    expect(JSON.stringify(await openAlerts())).not.toContain(
      `"${other.organizationId}","state":"over_quota"`,
    );

    await asSystem((sql) => sql.query("UPDATE quickbooks_call_meters SET day = day - 40"));
    expect(await firmsOverQuota(await callBudgetOfApp())).toEqual([]);
    expect(await scheduleDueSyncs(new Date(), false, [])).toEqual({ due: 1, queued: 1 });
    expect(await openAlerts()).toEqual([]);
  });
});
