import { afterAll, beforeAll, expect, test } from "vitest";

import { parseOrganizationId } from "#lib/core/ids.ts";
import {
  withTenant,
  withTenantAsyncCommit,
  withoutTenant,
  asSystem,
  asSystemAtOnce,
  type Sql,
} from "#lib/db/scope.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
const firm = parseOrganizationId("00000000-0000-4000-8000-000000000001");

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  // As on a server where nobody has said anything: stronger than the role's own setting.
  await withClient(database.adminUrl, async (admin) => {
    const name = new URL(database.url).pathname.slice(1);
    for (const role of [database.urls.application, database.urls.system].map(
      (url) => new URL(url).username,
    )) {
      await admin.query(`ALTER ROLE ${role} IN DATABASE ${name} SET jit = on`);
    }
  });
});
afterAll(() => database.drop());

const jit = async (sql: Sql): Promise<unknown> => (await sql.query<{ jit: string }>("SHOW jit")).rows[0]?.jit;

test("no statement of ours is compiled just in time, in whatever scope", async () => {
  expect(await withTenant(firm, jit)).toBe("off");
  expect(await withTenantAsyncCommit(firm, jit)).toBe("off");
  expect(await asSystem(jit)).toBe("off");
  expect(await withoutTenant(jit)).toBe("off");
  expect(await asSystemAtOnce({ text: "SHOW jit" })).toEqual([{ jit: "off" }]);
});

test("a scope says so by itself, for a pooler that hands out another session each time", async () => {
  await withoutTenant(async (sql) => {
    await sql.query("SET jit = on");
  });
  expect(await withTenant(firm, jit)).toBe("off");
  expect(await asSystem(jit)).toBe("off");
});

test("the migrations leave the owner without it", async () => {
  await migrate(database.urls.owner);
  const { rows } = await withoutTenant((sql) =>
    sql.query<{ off: boolean }>(
      "SELECT 'jit=off' = ANY (rolconfig) AS off FROM pg_roles WHERE rolname = $1",
      [new URL(database.urls.owner).username],
    ),
  );
  expect(rows).toEqual([{ off: true }]);
});
