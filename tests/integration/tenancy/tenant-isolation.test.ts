import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseOrganizationId } from "#lib/core/ids.ts";
import { applicationPool } from "#lib/db/pool.ts";
import { withTenant, asSystem, tenantModels } from "#lib/db/scope.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { insertRowOf, listFirmTables, type FirmTable, type TableRight } from "#tests/support/firm-tables.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const ours = parseOrganizationId(randomUUID());
const theirs = parseOrganizationId(randomUUID());
/* insufficient_privilege: by a missing right or by a policy. */
const rejected = { code: "42501" };
const bookTables = ["entities", "transactions", "transaction_lines", "transaction_links", "record_versions"];

let database: TestDatabase;
let admin: pg.Client;
let tables: readonly FirmTable[];

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  tables = await listFirmTables(admin);
  // The rows stand alone: what they refer to does not matter here.
  await admin.query("SET session_replication_role = replica");
  for (const organization of [ours, theirs]) {
    await admin.query("INSERT INTO organizations (id, name) VALUES ($1, 'A firm')", [organization]);
    for (const table of tables) await insertRowOf(admin, table, organization);
  }
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** What the application may not do to a table at all is refused before any policy is asked. */
const may = (table: FirmTable, right: TableRight): boolean => table.application.includes(right);

describe("row-level security", () => {
  test("every table with a firm's rows has it, with a policy for the system role", () => {
    expect(tables.length).toBeGreaterThan(15);
    const open = tables.filter((table) => !table.rowSecurity || !table.policies.includes("tieout_system"));
    expect(open.map((table) => table.name)).toEqual([]);
  });

  test("no policy is for everybody, and none of the application's shows more than the bound firm", () => {
    for (const { name, policies, applicationConditions } of tables) {
      expect(policies, name).not.toContain("public");
      for (const condition of applicationConditions) {
        expect(condition, name).toBe(
          "(organization_id = ( SELECT bound_organization() AS bound_organization))",
        );
      }
    }
  });

  test("a query without a firm sees nothing", async () => {
    const readable = tables.filter((table) => may(table, "SELECT")).map((table) => table.name);
    for (const name of [...readable, "organizations", "users"]) {
      const { rowCount } = await applicationPool().query(`SELECT FROM ${name}`);
      expect(rowCount, name).toBe(0);
    }
  });

  test("a query without a firm writes nothing", async () => {
    for (const table of tables) {
      await expect(insertRowOf(applicationPool(), table, ours), table.name).rejects.toMatchObject(rejected);
    }
  });

  test("one firm's scope reads its own rows and none of another's", async () => {
    for (const { name } of tables.filter((table) => may(table, "SELECT"))) {
      const { rows } = await withTenant(ours, (sql) =>
        sql.query<{ organization_id: string }>(`SELECT organization_id FROM ${name}`),
      );
      expect(rows, name).toEqual([{ organization_id: ours }]);
    }
    const firms = await withTenant(ours, (sql) => sql.query<{ id: string }>("SELECT id FROM organizations"));
    expect(firms.rows).toEqual([{ id: ours }]);
  });

  test("one firm's scope cannot change or delete another's rows", async () => {
    for (const table of tables) {
      const { name } = table;
      const statements = [
        ["UPDATE", `UPDATE ${name} SET organization_id = organization_id WHERE organization_id = $1`],
        ["DELETE", `DELETE FROM ${name} WHERE organization_id = $1`],
      ] as const;
      for (const [right, statement] of statements) {
        const touching = withTenant(ours, (sql) => sql.query(statement, [theirs]));
        if (may(table, right) && may(table, "SELECT")) expect((await touching).rowCount, name).toBe(0);
        else await expect(touching, name).rejects.toMatchObject(rejected);
      }
      const { rowCount } = await admin.query(`SELECT FROM ${name} WHERE organization_id = $1`, [theirs]);
      expect(rowCount, name).toBe(1);
    }
  });

  test("one firm's scope cannot put a row into another firm, nor hand one of its own over", async () => {
    for (const table of tables) {
      const put = withTenant(ours, (sql) => insertRowOf(sql, table, theirs));
      await expect(put, table.name).rejects.toMatchObject(rejected);
      const handOver = withTenant(ours, (sql) =>
        sql.query(`UPDATE ${table.name} SET organization_id = $1`, [theirs]),
      );
      await expect(handOver, table.name).rejects.toMatchObject(rejected);
    }
  });

  test("one firm's scope cannot put a row of the books under another firm's company", async () => {
    const [company] = (
      await admin.query<{ id: string }>("SELECT id FROM companies WHERE organization_id = $1", [theirs])
    ).rows;
    const books = tables.filter((table) => bookTables.includes(table.name));
    expect(books).toHaveLength(bookTables.length);
    for (const table of books) {
      const put = withTenant(ours, (sql) => insertRowOf(sql, table, ours, { company_id: company?.id ?? "" }));
      await expect(put, table.name).rejects.toMatchObject(rejected);
      if (!may(table, "UPDATE")) continue;
      const move = withTenant(ours, (sql) =>
        sql.query(`UPDATE ${table.name} SET company_id = $1`, [company?.id]),
      );
      await expect(move, table.name).rejects.toMatchObject(rejected);
    }
  });

  test("a firm's scope makes no users", async () => {
    const made = withTenant(ours, (sql) =>
      sql.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, 'x@example.com', 'X', 'x')", [
        randomUUID(),
      ]),
    );
    await expect(made).rejects.toMatchObject(rejected);
  });

  test("the system scope sees every firm", async () => {
    for (const { name } of tables) {
      const { rowCount } = await asSystem((sql) => sql.query(`SELECT FROM ${name}`));
      expect(rowCount, name).toBe(2);
    }
  });
});

describe("scopes", () => {
  test("a connection forgets its firm with the transaction, also after a failure", async () => {
    await withTenant(ours, (sql) => sql.query("SELECT 1"));
    await expect(withTenant(ours, (sql) => sql.query("SELECT 1 / 0"))).rejects.toThrow("division by zero");
    const clients = await Promise.all(Array.from({ length: 3 }, () => applicationPool().connect()));
    for (const client of clients) {
      const { rowCount } = await client.query("SELECT FROM companies");
      client.release();
      expect(rowCount).toBe(0);
    }
  });

  test("a firm's id that is not a uuid never reaches SQL", async () => {
    const crafted: string = `${ours}'; SET LOCAL tieout.tenant = 'x`;
    // @ts-expect-error: what the compiler refuses is refused when it slips through, too
    await expect(withTenant(crafted, (sql) => sql.query("SELECT 1"))).rejects.toMatchObject({
      code: "internal",
    });
  });

  test("Prisma's models see the bound firm alone", async () => {
    const seen = await tenantModels(ours, async (models) => {
      const [companies, firms] = [await models.company.findMany(), await models.organization.findMany()];
      const changed = await models.company.updateMany({
        where: { organizationId: theirs },
        data: { name: "taken over" },
      });
      return { companies: companies.map((company) => company.organizationId), firms: firms.length, changed };
    });
    expect(seen).toEqual({ companies: [ours], firms: 1, changed: { count: 0 } });
  });
});
