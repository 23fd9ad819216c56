import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import { systemClock } from "#lib/core/clock.ts";
import { asSystem } from "#lib/db/scope.ts";
import { checkCompany } from "#lib/sync/reconcile/check-company.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { listUnbound } from "#tests/support/statements/list-unbound.ts";
import {
  recordFirmStatements,
  type RecordedStatements,
} from "#tests/support/statements/record-statements.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let books: SandboxBooks;
let sent: RecordedStatements;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  sent = recordFirmStatements();
  books = await openBooks();
});

afterAll(async () => {
  await books.stop();
  await database.drop();
});

test("whatever a sync sends is held to a firm in each table that it looks into", async () => {
  const { running, company, ours } = books;
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
  running.sandbox.activity.edit(company, 80, 5);
  expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, entity, operation, source_id)
       VALUES ($1, $2, $3, 'Invoice', 'updated', '1')`,
      [randomUUID(), ours.organizationId, ours.companyId],
    ),
  );
  await processEvents(ours.companyId);
  running.sandbox.activity.edit(company, 20, 6);
  expect((await books.sync({ kind: "repair" })).row).toMatchObject({ state: "succeeded" });
  await checkCompany(ours.organizationId, ours.companyId, {
    clock: systemClock,
    openClient: () => books.dependencies.openClient({ ...ours, observe: () => undefined }),
  });
  // One that fails on its way, and the one that goes on where it was.
  books.intercept = () => Promise.reject(new Error("QuickBooks is gone"));
  expect((await books.sync({ kind: "full" })).outcome).toBeDefined();
  books.intercept = null;
  await books.sync({ kind: "full" });
  expect(sent.size).toBeGreaterThan(60);
  expect(await listUnbound(database.adminUrl, sent)).toEqual([]);
});
