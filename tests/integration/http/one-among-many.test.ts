import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { GET as companies } from "#app/api/companies/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { config } from "#lib/config/config.ts";
import { connectionBudget } from "#lib/db/connection-budget.ts";
import { gateLimits } from "#lib/db/request-gate.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { eventually } from "#tests/support/eventually.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createCompany, createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;
let other: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { LOG_LEVEL: "silent" } });
  firm = await createFirm();
  other = await createFirm("Another firm");
  await createCompany(firm.id, [firm.people.viewer]);
});
afterAll(() => database.drop());

test("forty requests of one person hold a share of the connections: others are answered meanwhile", async () => {
  const { perPerson, waitingPerPerson } = gateLimits(connectionBudget(config().databasePoolSize).web.work);
  const admin = new pg.Client(database.adminUrl);
  await admin.connect();
  await admin.query("BEGIN; LOCK TABLE companies IN ACCESS EXCLUSIVE MODE");
  const { cookie } = firm.people.viewer;
  const asking = Array.from({ length: 40 }, () => callRoute(companies, "GET", { path: "/x", cookie }));
  await eventually("those that found a place to wait for the table", async () => {
    const { rowCount } = await admin.query("SELECT FROM pg_locks WHERE NOT granted");
    return rowCount === perPerson;
  });
  for (const person of [other.people.owner, firm.people.owner, firm.people.viewer]) {
    expect((await callRoute(me, "GET", { path: "/x", cookie: person.cookie })).status).toBe(200);
  }
  const { rowCount: waiting } = await admin.query("SELECT FROM pg_locks WHERE NOT granted");
  expect(waiting).toBe(perPerson);
  await admin.query("ROLLBACK");
  await admin.end();

  const answers = await Promise.all(asking);
  const rejected = answers.filter(({ status }) => status !== 200);
  expect(answers.length - rejected.length).toBeGreaterThanOrEqual(perPerson);
  expect(rejected.length).toBeGreaterThanOrEqual(40 - perPerson - waitingPerPerson);
  for (const { status, headers, json } of rejected) {
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(json["code"]).toBe("request.too_many");
  }
});
