import { afterAll, beforeAll, expect, it } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { releaseWhenBack } from "#lib/sync/schedule/release-when-back.ts";
import { createRunCounter } from "#lib/runs/progress/run-counter.ts";
import { listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { endWaitingSessions } from "#tests/support/end-waiting-sessions.ts";
import { openRun } from "#tests/support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

it("a run that met a restart is anybody's as soon as the database is back, before its lease has run out", async () => {
  const lease = await openRun();
  const released = await endWaitingSessions(
    database.adminUrl,
    "SELECT FROM quickbooks_syncs WHERE id = $1 FOR UPDATE",
    lease.syncId,
    () => releaseWhenBack(lease, createRunCounter(), undefined, new Error("met")),
  );
  expect(released).toEqual({ kind: "interrupted" });
  const { rows } = await asSystem((sql) =>
    sql.query("SELECT state, lease_token FROM quickbooks_syncs WHERE id = $1", [lease.syncId]),
  );
  expect(rows).toEqual([{ state: "running", lease_token: null }]);
  expect(await listJobs()).toHaveLength(1);

  // Somebody else holds it now.
  expect(await releaseWhenBack(lease, createRunCounter(), undefined, new Error("met"))).toEqual({
    kind: "nothing",
  });
  const ending = AbortSignal.abort();
  await expect(releaseWhenBack(lease, createRunCounter(), ending, new Error("met"))).rejects.toThrow("met");
});
