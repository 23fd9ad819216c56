import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { organizationId } from "../../lib/core/ids.ts";
import { assertWalls } from "../../lib/db/assert-walls.ts";
import { pool } from "../../lib/db/pool.ts";
import { asFirm, asSystem, firmModels } from "../../lib/db/scope.ts";
import { setTestEnvironment } from "../support/environment.ts";
import { insertRowOf, listFirmTables, type FirmTable } from "../support/firm-tables.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const ours = organizationId(randomUUID());
const theirs = organizationId(randomUUID());
const refusedByPolicy = { code: "42501" };

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

describe("the wall in PostgreSQL", () => {
  test("every table with a firm's rows has row-level security that binds its owner too", () => {
    expect(tables.length).toBeGreaterThan(15);
    const open = tables.filter((table) => !table.rowSecurity || !table.forced || table.policies === 0);
    expect(open.map((table) => table.name)).toEqual([]);
  });

  test("a query without a firm sees nothing", async () => {
    for (const name of [...tables.map((table) => table.name), "organizations", "users"]) {
      const { rowCount } = await pool().query(`SELECT FROM ${name}`);
      expect(rowCount, name).toBe(0);
    }
  });

  test("a query without a firm writes nothing", async () => {
    for (const table of tables) {
      await expect(insertRowOf(pool(), table, ours), table.name).rejects.toMatchObject(refusedByPolicy);
    }
  });

  test("one firm's scope reads its own rows and none of another's", async () => {
    for (const { name } of tables) {
      const { rows } = await asFirm(ours, (sql) =>
        sql.query<{ organization_id: string }>(`SELECT organization_id FROM ${name}`),
      );
      expect(rows, name).toEqual([{ organization_id: ours }]);
    }
    const firms = await asFirm(ours, (sql) => sql.query<{ id: string }>("SELECT id FROM organizations"));
    expect(firms.rows).toEqual([{ id: ours }]);
  });

  test("one firm's scope cannot change or delete another's rows", async () => {
    for (const { name } of tables) {
      const touched = await asFirm(ours, async (sql) => {
        const changed = await sql.query(
          `UPDATE ${name} SET organization_id = organization_id WHERE organization_id = $1`,
          [theirs],
        );
        const deleted = await sql.query(`DELETE FROM ${name} WHERE organization_id = $1`, [theirs]);
        return [changed.rowCount, deleted.rowCount];
      });
      expect(touched, name).toEqual([0, 0]);
      const { rowCount } = await admin.query(`SELECT FROM ${name} WHERE organization_id = $1`, [theirs]);
      expect(rowCount, name).toBe(1);
    }
  });

  test("one firm's scope cannot put a row into another firm, nor hand one of its own over", async () => {
    for (const table of tables) {
      const put = asFirm(ours, (sql) => insertRowOf(sql, table, theirs));
      await expect(put, table.name).rejects.toMatchObject(refusedByPolicy);
      const handOver = asFirm(ours, (sql) =>
        sql.query(`UPDATE ${table.name} SET organization_id = $1`, [theirs]),
      );
      await expect(handOver, table.name).rejects.toMatchObject(refusedByPolicy);
    }
  });

  test("a firm's scope makes no users", async () => {
    const made = asFirm(ours, (sql) =>
      sql.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, 'x@example.com', 'X', 'x')", [
        randomUUID(),
      ]),
    );
    await expect(made).rejects.toMatchObject(refusedByPolicy);
  });

  test("the system scope sees every firm", async () => {
    for (const { name } of tables) {
      const { rowCount } = await asSystem((sql) => sql.query(`SELECT FROM ${name}`));
      expect(rowCount, name).toBe(2);
    }
  });

  test("a process whose role walks through the wall refuses to start", async () => {
    await expect(assertWalls()).resolves.toBeUndefined();
    await expect(assertWalls(admin)).rejects.toMatchObject({ code: "config.invalid" });
  });
});

describe("the wall in the code", () => {
  test("a connection forgets its firm with the transaction, also after a failure", async () => {
    await asFirm(ours, (sql) => sql.query("SELECT 1"));
    await expect(asFirm(ours, (sql) => sql.query("SELECT 1 / 0"))).rejects.toThrow("division by zero");
    const clients = await Promise.all(Array.from({ length: 3 }, () => pool().connect()));
    for (const client of clients) {
      const { rowCount } = await client.query("SELECT FROM companies");
      client.release();
      expect(rowCount).toBe(0);
    }
  });

  test("a firm's id that is not a uuid never reaches SQL", async () => {
    const crafted: string = `${ours}'; SET LOCAL tieout.scope = 'system`;
    // @ts-expect-error: what the compiler refuses is refused when it slips through, too
    await expect(asFirm(crafted, (sql) => sql.query("SELECT 1"))).rejects.toMatchObject({ code: "internal" });
  });

  test("Prisma's models are behind the same wall", async () => {
    const seen = await firmModels(ours, async (models) => {
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
