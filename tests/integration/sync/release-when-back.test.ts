import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";

import { asSystem } from "../../../lib/db/scope.ts";
import { releaseWhenBack } from "../../../lib/sync/release-when-back.ts";
import { createRunTally } from "../../../lib/sync/run-tally.ts";
import { listJobs } from "../../support/connected-company.ts";
import { setTestEnvironment } from "../../support/environment.ts";
import { eventually } from "../../support/eventually.ts";
import { openRun } from "../../support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

it("a run that met a restart is anybody's as soon as the database is back, before its lease has run out", async () => {
  const lease = await openRun();
  const admin = new pg.Client(database.adminUrl);
  await admin.connect();
  await admin.query("BEGIN");
  await admin.query("SELECT FROM quickbooks_syncs WHERE id = $1 FOR UPDATE", [lease.syncId]);
  const releasing = releaseWhenBack(lease, createRunTally(), undefined, new Error("met"));
  // Seen anew each time: in a transaction the statistics stay as they were first seen.
  const waiting = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  await eventually("its statement", async () => {
    await admin.query("SELECT pg_stat_clear_snapshot()");
    const { rowCount } = await admin.query(`SELECT ${waiting}`);
    return rowCount === 1;
  });
  await admin.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
  await admin.query("ROLLBACK");
  await admin.end();
  expect(await releasing).toEqual({ kind: "interrupted" });
  const { rows } = await asSystem((sql) =>
    sql.query("SELECT state, lease_token FROM quickbooks_syncs WHERE id = $1", [lease.syncId]),
  );
  expect(rows).toEqual([{ state: "running", lease_token: null }]);
  expect(await listJobs()).toHaveLength(1);

  // Somebody else holds it now.
  expect(await releaseWhenBack(lease, createRunTally(), undefined, new Error("met"))).toEqual({
    kind: "nothing",
  });
  const ending = AbortSignal.abort();
  await expect(releaseWhenBack(lease, createRunTally(), ending, new Error("met"))).rejects.toThrow("met");
});
