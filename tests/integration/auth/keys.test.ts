// A program with a key: what it sees, which routes serve it, and under which name its changes stand. The list
// of routes that serve keys is kept here: one is added after somebody has read what a program can then do.

import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { recordAudit } from "#lib/audit/record-audit.ts";
import { companiesVisibleTo, companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { KeyActor } from "#lib/core/actor.ts";
import { asSystem, tenantModels, withTenant } from "#lib/db/scope.ts";
import { isForKeys } from "#lib/http/access.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { walkRoutes, type WalkedRoute } from "#tests/support/declared-access.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { everyPermission, keyOfFirm } from "#tests/support/key-of-firm.ts";
import { createCompany } from "#tests/support/people-of-a-firm.ts";
import { askAboutWithKey, createFirmWithThings, type FirmWithThings } from "#tests/support/populated-firm.ts";
import { seedBooks } from "#tests/support/seed/seed-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const servesKeys: Readonly<Record<string, string>> = {
  "GET /api/companies": "companies:read",
  "GET /api/companies/[companyId]": "companies:read",
  "GET /api/companies/names": "companies:read",
  "GET /api/quickbooks/status/[companyId]": "companies:read",
  "GET /api/companies/[companyId]/failures": "records:read",
  "GET /api/companies/[companyId]/records/[recordType]": "records:read",
  "GET /api/companies/[companyId]/records/[recordType]/[sourceId]": "records:read",
  "GET /api/companies/[companyId]/records/[recordType]/[sourceId]/versions": "records:read",
  "POST /api/companies/[companyId]/failures/ignore": "records:write",
  "GET /api/companies/[companyId]/syncs": "syncs:read",
  "GET /api/quickbooks/sync/[syncId]": "syncs:read",
  "POST /api/companies/[companyId]/failures/retry": "syncs:write",
  "POST /api/quickbooks/sync": "syncs:write",
  "POST /api/quickbooks/sync/[syncId]/cancel": "syncs:write",
  "POST /api/quickbooks/sync/[syncId]/retry": "syncs:write",
};

let database: TestDatabase;
let sandbox: RunningSandbox;
let routes: readonly WalkedRoute[];
let ours: FirmWithThings;
let theirs: FirmWithThings;
let key: KeyActor;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
  routes = (await walkRoutes()).filter(({ answerKey }) => answerKey !== null);
});
beforeEach(async () => {
  [ours, theirs] = [await createFirmWithThings(), await createFirmWithThings()];
  key = keyOfFirm(ours.firm.id);
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

const routeCalled = (name: string): WalkedRoute => {
  const found = routes.find((route) => route.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

describe("routes", () => {
  it("serve keys where they are listed, by the permission beside them", () => {
    const declared = routes.flatMap(({ name, access }) =>
      access && isForKeys(access) ? [[name, access.permission]] : [],
    );
    expect(Object.fromEntries(declared)).toEqual(servesKeys);
  });

  it("refuse every key where people alone are served, whatever it is allowed", async () => {
    const forPeople = routes.filter(({ access }) => !access || !isForKeys(access));
    expect(forPeople.length).toBeGreaterThan(20);
    for (const route of forPeople) {
      const { status, json } = await askAboutWithKey(route, ours, key);
      expect({ status, code: json["code"] }, route.name).toEqual({ status: 403, code: "auth.forbidden" });
    }
  });

  it("answer a key that has the permission, and refuse it without", async () => {
    for (const route of routes) {
      if (!route.access || !isForKeys(route.access)) continue;
      const { permission } = route.access;
      const { status, json } = await askAboutWithKey(
        route,
        ours,
        keyOfFirm(ours.firm.id, null, [permission]),
      );
      expect([401, 403], `${route.name}: ${JSON.stringify(json)}`).not.toContain(status);
      expect(status, `${route.name}: ${JSON.stringify(json)}`).toBeLessThan(500);
      const others = everyPermission.filter((other) => other !== permission);
      const rejected = await askAboutWithKey(route, ours, keyOfFirm(ours.firm.id, null, others));
      expect(rejected, route.name).toMatchObject({ status: 403, json: { code: "auth.forbidden" } });
    }
  });

  it("tell a key of no other firm's things, and of no company that it was not given", async () => {
    const limited = keyOfFirm(ours.firm.id, [await createCompany(ours.firm.id)]);
    for (const route of routes) {
      if (!route.access || !isForKeys(route.access)) continue;
      if (!route.access.company && !route.path.includes("[")) continue;
      expect((await askAboutWithKey(route, theirs, key)).status, route.name).toBe(404);
      expect((await askAboutWithKey(route, ours, limited)).status, route.name).toBe(404);
    }
  });

  it("answer it with the companies that it sees", async () => {
    const other = await createCompany(ours.firm.id);
    const list = routeCalled("GET /api/companies/names");
    const all = await askAboutWithKey(list, ours, key);
    expect(all.json["companies"]).toHaveLength(2);
    const one = await askAboutWithKey(list, ours, keyOfFirm(ours.firm.id, [other]));
    expect(one.json["companies"]).toMatchObject([{ id: other }]);
  });
});

it("both conditions for visible companies give a key those of its firm that it was given", async () => {
  const second = await createCompany(ours.firm.id);
  const cases = [
    [null, [ours.company, second]],
    [[second], [second]],
    [[theirs.company, second], [second]],
    [[], []],
  ] as const;
  for (const [given, expected] of cases) {
    const actor = keyOfFirm(ours.firm.id, given);
    const byModel = await tenantModels(ours.firm.id, (models) =>
      models.company.findMany({ where: companiesVisibleTo(actor), select: { id: true } }),
    );
    const bySql = await withTenant(ours.firm.id, (sql) =>
      sql.query<{ id: string }>(`SELECT c.id FROM companies c WHERE ${companyVisibleSql(actor, "c.id")}`),
    );
    expect(byModel.map(({ id }) => id).sort()).toEqual([...expected].sort());
    expect(bySql.rows.map(({ id }) => id).sort()).toEqual([...expected].sort());
  }
});

describe("the audit trail", () => {
  const entries = async (): Promise<readonly unknown[]> =>
    withTenant(ours.firm.id, async (sql) => {
      const { rows } = await sql.query<Record<string, unknown>>(
        `SELECT action, user_id, api_key_id FROM audit_events WHERE organization_id = $1 ORDER BY at`,
        [sql.organization],
      );
      return rows;
    });

  it("has the key under what it did, and no person", async () => {
    const failureId = randomUUID();
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO record_failures (id, organization_id, company_id, record_type, source_id, reason, detail, source)
         VALUES ($1, $2, $3, 'invoice', '1', 'unreadable', '', '{}')`,
        [failureId, ours.firm.id, ours.company],
      ),
    );
    const ignore = routeCalled("POST /api/companies/[companyId]/failures/ignore");
    const answer = await askAboutWithKey(ignore, ours, key, { ids: [failureId] });
    expect(answer).toMatchObject({ status: 200, json: { records: 1 } });
    expect(await entries()).toEqual([{ action: "record.ignored", user_id: null, api_key_id: key.keyId }]);
  });

  it("says once a day which record a key has read, however often it reads", async () => {
    await seedBooks(ours.firm.id, ours.company, 2);
    const read = routeCalled("GET /api/companies/[companyId]/records/[recordType]/[sourceId]");
    const invoice = { ...ours, things: { ...ours.things, recordType: "invoice" } };
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await askAboutWithKey(read, invoice, key)).status),
    );
    expect(statuses).toEqual([200, 200, 200]);
    await askAboutWithKey(read, invoice, keyOfFirm(ours.firm.id));
    expect(await entries()).toMatchObject([{ api_key_id: key.keyId }, { action: "record.viewed" }]);
  });

  it("names a person, a key or neither, and never both", async () => {
    const { userId } = ours.firm.people.owner;
    for (const actor of [{ kind: "person", userId } as const, key, null]) {
      const entry = { organizationId: ours.firm.id, actor, action: "sync.requested" } as const;
      await withTenant(ours.firm.id, (sql) => recordAudit(sql, entry));
    }
    expect(await entries()).toMatchObject([
      { user_id: userId, api_key_id: null },
      { user_id: null, api_key_id: key.keyId },
      { user_id: null, api_key_id: null },
    ]);
    const both = asSystem((sql) =>
      sql.query(
        `INSERT INTO audit_events (id, organization_id, action, user_id, api_key_id) VALUES ($1, $2, 'x', $3, $4)`,
        [randomUUID(), ours.firm.id, userId, key.keyId],
      ),
    );
    await expect(both).rejects.toMatchObject({ constraint: "audit_events_one_actor" });
  });
});
