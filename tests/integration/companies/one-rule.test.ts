// Rules that a list, a page, an alert and the clock share, each tried in all of them.

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { syncIntervalMinutes, syncIntervalMinutesSql } from "#lib/books/sync-interval.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { consentEndsAt, consentEndsAtSql } from "#lib/connections/refresh/grant-end.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";
import { SyncSchedule } from "#prisma/generated/enums.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await createFirm();
});
afterAll(() => database.drop());

interface Wanted {
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly state?: ConnectionState;
}

async function createCompany({ columns = {}, state = "connected" }: Wanted): Promise<CompanyId> {
  return (await createConnectedCompany({ organizationId: firm.id, state, columns })).companyId;
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

async function alertsOf(companyId: CompanyId): Promise<readonly string[]> {
  await checkAlerts(new Date());
  const { rows } = await asSystem((sql) =>
    sql.query<{ kind: string }>(
      "SELECT kind FROM alerts WHERE company_id = $1 AND state = 'open' ORDER BY kind",
      [companyId],
    ),
  );
  return rows.map(({ kind }) => kind);
}

async function attentionTo(companyId: CompanyId): Promise<readonly string[]> {
  const company = await getCompany(await firm.people.owner.actor(), companyId);
  return company.attention.map(({ kind }) => kind);
}

describe("a company is overdue on its page and in an alert alike", () => {
  test.each([
    ["daily", null, 2 * 1440],
    ["hourly", null, 2 * 60],
    ["custom", 30, 2 * 30],
    ["custom", null, 2 * 60],
  ])("%s (%s minutes): after %s minutes without a success, and not before", async (schedule, every, late) => {
    const columns = { sync_schedule: schedule, sync_every_minutes: every };
    const overdue = await createCompany({ columns: { ...columns, last_synced_at: minutesAgo(late + 1) } });
    const inTime = await createCompany({ columns: { ...columns, last_synced_at: minutesAgo(late - 1) } });
    expect(await attentionTo(overdue)).toEqual(["overdue"]);
    expect(await alertsOf(overdue)).toEqual(["stale"]);
    expect(await attentionTo(inTime)).toEqual([]);
    expect(await alertsOf(inTime)).toEqual([]);
  });

  test.each([
    ["running", [], []],
    ["queued", ["overdue"], ["stale"]],
  ])("with a run that is %s", async (state, attention, alerts) => {
    const company = await createCompany({
      columns: { sync_schedule: "hourly", last_synced_at: minutesAgo(300) },
    });
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
         VALUES (gen_random_uuid(), $1, $2, 'incremental', 'schedule', $3)`,
        [firm.id, company, state],
      ),
    );
    expect(await attentionTo(company)).toEqual(attention);
    expect(await alertsOf(company)).toEqual(alerts);
  });
});

test("the time between two syncs is the same in TypeScript and in SQL", async () => {
  for (const schedule of Object.values(SyncSchedule)) {
    for (const every of [null, 1, 5, 45, 10_080]) {
      const { rows } = await asSystem((sql) =>
        sql.query<{ minutes: number | null }>(
          `SELECT ${syncIntervalMinutesSql("company")} AS minutes
           FROM (SELECT $1::text AS sync_schedule, $2::integer AS sync_every_minutes) AS company`,
          [schedule, every],
        ),
      );
      expect(rows[0]?.minutes, `${schedule} ${every}`).toBe(syncIntervalMinutes(schedule, every));
    }
  }
});

async function addTokens(company: CompanyId, consentedAt: Date, hardExpiresAt: Date | null): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query("UPDATE quickbooks_connections SET consented_at = $2 WHERE company_id = $1", [
      company,
      consentedAt,
    ]);
    await sql.query(
      `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
         refresh_token_sealed, access_expires_at, refresh_expires_at, refresh_hard_expires_at)
       SELECT id, organization_id, company_id, '', '', now(), now() + interval '100 days', $2
       FROM quickbooks_connections WHERE company_id = $1`,
      [company, hardExpiresAt],
    );
  });
}

describe("a consent ends on a company's page and in an alert alike", () => {
  const columns = { last_synced_at: new Date() };
  const day = 1440;

  test.each([
    ["five years after it was given, where Intuit has not said", 5 * 365 * day - 30 * day, null, true],
    ["when Intuit has said", 100 * day, new Date(Date.now() + 30 * 86_400_000), true],
    ["not before the last two months", 100 * day, null, false],
  ])("%s", async (_name, givenMinutesAgo, hardExpiresAt, isNear) => {
    const company = await createCompany({ columns });
    await addTokens(company, minutesAgo(givenMinutesAgo), hardExpiresAt);
    expect(await attentionTo(company)).toEqual(isNear ? ["consent_ends"] : []);
    expect(await alertsOf(company)).toEqual(isNear ? ["grant_expiring"] : []);
    const detail = await getCompany(await firm.people.owner.actor(), company);
    const endsAt = consentEndsAt({
      refreshHardExpiresAt: hardExpiresAt,
      consentedAt: minutesAgo(givenMinutesAgo),
    });
    const shown = new Date(detail.connection?.consentEndsAt ?? 0).getTime();
    expect(Math.abs(shown - endsAt.getTime())).toBeLessThan(60_000);
  });

  test.each(["subscription_lapsed", "access_denied", "paused"] as const)("while %s, too", async (state) => {
    const company = await createCompany({ columns, state });
    await addTokens(company, minutesAgo(5 * 365 * day - 30 * day), null);
    expect(await attentionTo(company)).toContain("consent_ends");
    expect(await alertsOf(company)).toContain("grant_expiring");
  });

  test.each(["needs_reconnect", "revoked"] as const)("not while it is gone already (%s)", async (state) => {
    const company = await createCompany({ columns, state });
    await addTokens(company, minutesAgo(5 * 365 * day - 30 * day), null);
    expect(await attentionTo(company)).not.toContain("consent_ends");
    expect(await alertsOf(company)).not.toContain("grant_expiring");
  });

  test("on the same instant in TypeScript and in SQL, also of a leap day", async () => {
    for (const given of [
      "2024-02-29T23:30:00.000Z",
      "2023-12-31T23:59:59.999Z",
      "2026-03-08T10:00:00.000Z",
    ]) {
      const consentedAt = new Date(given);
      const { rows } = await asSystem((sql) =>
        sql.query<{ at: Date }>(
          `SELECT ${consentEndsAtSql({ token: "token", connection: "connection" })} AS at
           FROM (SELECT NULL::timestamptz AS refresh_hard_expires_at) AS token,
             (SELECT $1::timestamptz AS consented_at) AS connection`,
          [consentedAt],
        ),
      );
      expect(rows[0]?.at).toEqual(consentEndsAt({ refreshHardExpiresAt: null, consentedAt }));
    }
  });
});
