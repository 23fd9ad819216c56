// Every new connection is checked before anybody gets it, whatever was right when the process started. The
// process here runs before its database answers, which then comes up with another role than the right one.

import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { GET as listCompanies } from "#app/api/companies/route.ts";
import { GET as ready } from "#app/api/health/ready/route.ts";
import { POST as receiveWebhook } from "#app/api/webhooks/quickbooks/route.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { withTenant, withoutTenant, asSystem, asSystemAtOnce, tenantModels } from "#lib/db/scope.ts";
import { requireDatabaseRoles } from "#lib/db/require-database-roles.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { eventually } from "#tests/support/eventually.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const prefix = `tieout_late_${randomUUID().slice(0, 8)}`;
const [application, system] = [`${prefix}_app`, `${prefix}_jobs`];

let database: TestDatabase;
let admin: pg.Client;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.adminUrl);
  await admin.connect();
  for (const role of [application, system]) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'late'`);
  const url = new URL(database.url);
  url.username = application;
  url.password = "late";
  setTestEnvironment({ databaseUrl: url.href, more: { LOG_LEVEL: "silent" } });
  await become([`GRANT tieout_application TO ${application}`, `GRANT tieout_system TO ${system}`]);
  firm = await createFirm();
});

afterAll(async () => {
  await admin.end();
  await database.drop();
  const server = new pg.Client(new URL("/postgres", database.adminUrl).href);
  await server.connect();
  await server.query(`DROP ROLE ${application}, ${system}`);
  await server.end();
});

/** The database goes away with every connection to it, and comes up with the roles as given. */
async function become(statements: readonly string[]): Promise<void> {
  for (const role of [application, system]) {
    await admin.query(`ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS NOCREATEROLE`);
    await admin.query(`REVOKE tieout_application, tieout_system, tieout_test_owner FROM ${role}`);
  }
  for (const statement of statements) await admin.query(statement);
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY ($1)", [
    [application, system],
  ]);
}

const right = [`GRANT tieout_application TO ${application}`, `GRANT tieout_system TO ${system}`];

const asked = async (): Promise<readonly number[]> => {
  const answers = [
    await callRoute(listCompanies, "GET", { path: "/api/companies", cookie: firm.people.owner.cookie }),
    await ready(),
  ];
  return answers.map((answer) => answer.status);
};

/** Whatever of our own ends a connection, the pool finds out only by using it. */
async function untilHealthy(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const statuses = await asked();
    if (statuses.every((status) => status === 200)) return;
  }
  expect(await asked()).toEqual([200, 200]);
}

describe("a database that comes up after the process", () => {
  test.each([
    ["as a superuser", [...right, `ALTER ROLE ${application} SUPERUSER`], /superuser/],
    ["with a system role that is a superuser", [...right, `ALTER ROLE ${system} SUPERUSER`], /superuser/],
    ["as a role that policies do not bind", [...right, `ALTER ROLE ${application} BYPASSRLS`], /BYPASSRLS/],
    ["as a role that makes roles", [...right, `ALTER ROLE ${application} CREATEROLE`], /CREATEROLE/],
    ["as the owner of the tables", [...right, `GRANT tieout_test_owner TO ${application}`], /owner/],
    [
      "with the two roles swapped",
      [`GRANT tieout_system TO ${application}`, `GRANT tieout_application TO ${system}`],
      /not a member/,
    ],
    ["with one role for both", [...right, `GRANT tieout_system TO ${application}`], /member of both/],
    ["as a role of neither group", [`GRANT tieout_system TO ${system}`], null],
    ["without a system role", [`GRANT tieout_application TO ${application}`], null],
  ])("%s is not served from, and says why, until it has the right one", async (_what, statements, why) => {
    await become(statements);
    // Connections of before turn out to be dead one after the other.
    for (let attempt = 0; attempt < 10; attempt += 1) await asked();
    expect(await asked()).toEqual([503, 503]);
    // Whom PostgreSQL itself lets in no further than that may be let in later.
    if (why) await expect(requireDatabaseRoles()).rejects.toThrow(why);
    await become(right);
    await untilHealthy();
    await expect(requireDatabaseRoles()).resolves.toBeUndefined();
  });

  test("with a right too many is not served from either", async () => {
    const rights: readonly [give: string, take: string, why: RegExp][] = [
      [
        `GRANT CREATE ON SCHEMA public TO ${application}`,
        `REVOKE CREATE ON SCHEMA public FROM ${application}`,
        /create tables/,
      ],
      [
        `GRANT DELETE ON audit_events TO ${application}`,
        `REVOKE DELETE ON audit_events FROM ${application}`,
        /audit/,
      ],
      [
        `GRANT TRUNCATE ON audit_events TO ${system}`,
        `REVOKE TRUNCATE ON audit_events FROM ${system}`,
        /audit/,
      ],
      [
        "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC",
        "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
        /functions/,
      ],
      [
        "ALTER TABLE companies DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE companies ENABLE ROW LEVEL SECURITY",
        /row-level/,
      ],
    ];
    for (const [give, take, why] of rights) {
      await become([...right, give]);
      for (let attempt = 0; attempt < 10; attempt += 1) await asked();
      expect(await asked(), give).toEqual([503, 503]);
      await expect(requireDatabaseRoles(), give).rejects.toThrow(why);
      await become([...right, take]);
    }
    await untilHealthy();
  });

  test("with another tenant key is served from once the new key has been read, and not without one", async () => {
    const { rows } = await admin.query<{ inner_key: Buffer; outer_key: Buffer }>(
      "DELETE FROM tenant_keys RETURNING *",
    );
    await become(right);
    for (let attempt = 0; attempt < 10; attempt += 1) await asked();
    expect(await asked()).toEqual([503, 503]);
    const swapped = [rows[0]?.outer_key, rows[0]?.inner_key];
    await admin.query("INSERT INTO tenant_keys (id, inner_key, outer_key) VALUES (1, $1, $2)", swapped);
    await become(right);
    await untilHealthy();
  });
});

describe("a connection that is not what it should be", () => {
  test("is handed to no scope, and not kept", async () => {
    await become([`ALTER ROLE ${application} SUPERUSER`, `ALTER ROLE ${system} SUPERUSER`]);
    for (let attempt = 0; attempt < 10; attempt += 1) await asked();
    let ran = 0;
    const work = (): Promise<void> => {
      ran += 1;
      return Promise.resolve();
    };
    const scopes = [
      () => withTenant(firm.id, work),
      () => asSystem(work),
      () => withoutTenant(work),
      () => tenantModels(firm.id, work),
      () => asSystemAtOnce({ text: "INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), 'x')" }),
    ];
    for (const scope of scopes) {
      await expect(scope()).rejects.toSatisfy((thrown) => isAppError(thrown, "database.unavailable"));
    }
    expect(ran).toBe(0);
    expect((await receiveWebhook(new Request("http://x", { method: "POST", body: "{}" }))).status).not.toBe(
      200,
    );
    await eventually("the connections to be closed", async () => {
      const { rowCount } = await admin.query("SELECT FROM pg_stat_activity WHERE usename = ANY ($1)", [
        [application, system],
      ]);
      return rowCount === 0;
    });
    await become(right);
    await untilHealthy();
  });
});
