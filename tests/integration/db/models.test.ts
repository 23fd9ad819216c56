import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { recordAudit } from "#lib/audit/record-audit.ts";
import { parseOrganizationId, type OrganizationId } from "#lib/core/ids.ts";
import { isUniqueViolation } from "#lib/db/database-error.ts";
import { doing } from "#lib/db/current-work.ts";
import { asSystem, tenantModels, withTenant } from "#lib/db/scope.ts";
import { workLimits } from "#lib/db/work-limits.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let admin: pg.Client;
let firm: OrganizationId;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { LOG_LEVEL: "silent" } });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});

beforeEach(async () => {
  firm = parseOrganizationId(randomUUID());
  await asSystem(async (sql) => {
    await sql.query("INSERT INTO organizations (id, name) VALUES ($1, 'Ledger & Co')", [firm]);
    await sql.query("INSERT INTO companies (id, organization_id, name) VALUES ($1, $1, 'Harbor')", [firm]);
  });
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

const rename = { where: { id: "" }, data: { name: "Bakery" } };
const named = async (): Promise<unknown> =>
  (await admin.query("SELECT name FROM companies WHERE id = $1", [firm])).rows;
const audited = async (): Promise<number | null> =>
  (await admin.query("SELECT FROM audit_events WHERE organization_id = $1", [firm])).rowCount;

/** As the routes answer it. */
const statusOf = async (asking: Promise<unknown>): Promise<number> =>
  asking.then(
    () => expect.unreachable(),
    (thrown: unknown) => problemResponse(thrown).status,
  );

test("Prisma's client and SQL are one transaction: all of it is stored, or nothing", async () => {
  const change = (fails: boolean) =>
    tenantModels(firm, async (models, sql) => {
      await models.company.updateMany({ ...rename, where: { id: firm, organizationId: firm } });
      await recordAudit(sql, { organizationId: firm, actor: null, action: "company.settings_changed" });
      const { rows } = await sql.query("SELECT name FROM companies WHERE organization_id = $1", [firm]);
      expect(rows).toEqual([{ name: "Bakery" }]);
      if (fails) throw new Error("no");
    });
  await expect(change(true)).rejects.toThrow("no");
  expect([await named(), await audited()]).toEqual([[{ name: "Harbor" }], 0]);
  await change(false);
  expect([await named(), await audited()]).toEqual([[{ name: "Bakery" }], 1]);
});

test("it runs within the limits of the work, and for one firm", async () => {
  const read = () =>
    tenantModels(firm, (models) => models.$queryRaw`SELECT current_setting('statement_timeout') AS is`);
  expect(await doing({ kind: "health" }, read)).toEqual([{ is: `${workLimits.health.statementMs / 1000}s` }]);
  const other = parseOrganizationId(randomUUID());
  expect(await tenantModels(other, (models) => models.company.findMany())).toEqual([]);
});

test("many at once stay each in their own transaction", async () => {
  const names = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      tenantModels(firm, async (models) => {
        const [first, second] = await Promise.all([
          models.company.findUnique({ where: { id: firm, organizationId: firm } }),
          models.company.findUnique({ where: { id: at % 2 ? firm : randomUUID(), organizationId: firm } }),
        ]);
        return [first?.name, second?.name];
      }),
    ),
  );
  expect(names).toEqual(Array.from({ length: 20 }, (_, at) => ["Harbor", at % 2 ? "Harbor" : undefined]));
});

test("what PostgreSQL says of its statements is told as it is of ours", async () => {
  const bad = tenantModels(firm, (models) => models.company.findMany({ where: { id: "no uuid" } }));
  const nul = tenantModels(firm, (models) => models.company.findMany({ where: { name: "a\0b" } }));
  expect(await Promise.all([statusOf(bad), statusOf(nul)])).toEqual([400, 400]);
  const data = { id: randomUUID(), organizationId: firm, action: "sync.requested" };
  const twice = tenantModels(firm, async (models) => {
    await models.auditEvent.create({ data });
    await models.auditEvent.create({ data });
  });
  await expect(twice).rejects.toSatisfy(isUniqueViolation);
});

test("a lock that does not come free and a session that PostgreSQL ends are 503", async () => {
  await admin.query("BEGIN; LOCK TABLE companies IN ACCESS EXCLUSIVE MODE");
  const waiting = doing({ kind: "health" }, () => tenantModels(firm, (models) => models.company.findMany()));
  const locked = await statusOf(waiting);
  await admin.query("ROLLBACK");
  const ended = tenantModels(firm, async (models) => {
    const [session] = await models.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await admin.query("SELECT pg_terminate_backend($1)", [session?.pid]);
    return models.company.findMany();
  });
  expect([locked, await statusOf(ended)]).toEqual([503, 503]);
  // The next finds a connection that works.
  expect(await tenantModels(firm, (models) => models.company.count())).toBe(1);
  expect(await withTenant(firm, async (sql) => (await sql.query("TABLE companies")).rowCount)).toBe(1);
});
