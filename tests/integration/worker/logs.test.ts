import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

import { startChild, type Child } from "#bench/drills/child-process.ts";
import { asSystem } from "#lib/db/scope.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let worker: Child | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await worker?.kill();
  await sandbox.stop();
  await database.drop();
});

it("each line of a sync's log is JSON that names the sync, its company, and Intuit's id of the call that failed", async () => {
  const { owner } = (await createFirm()).people;
  const company = await connectCompany(owner, sandbox.sandbox.companies()[0]?.realmId ?? "");
  // Among others in a batch, and by itself.
  for (const rule of [
    { effect: "group", entity: "Invoice", code: "6000", path: "/batch" },
    { effect: "fault", status: 400, code: "6000", path: "FROM%20Invoice%20" },
  ]) {
    sandbox.sandbox.faults.add(faultRuleInput.parse(rule));
  }
  const logFile = path.join(tmpdir(), `tieout-log-${company}.log`);
  const more = { LOG_LEVEL: "info" };
  const environment = testEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url, more });
  worker = await startChild("worker", ["worker.ts"], environment, { readyWord: "answering /live", logFile });
  const run = await eventually(
    "the end of the first attempt",
    async () => {
      const { rows } = await asSystem((sql) =>
        sql.query<{ id: string; error_code: string | null }>("SELECT id, error_code FROM quickbooks_syncs"),
      );
      return rows.find((row) => row.error_code !== null);
    },
    60_000,
  );
  await worker.stop();
  const lines = (await readFile(logFile, "utf8")).trim().split("\n");
  const parsed = lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  const ofRun = parsed.filter((line) => line["syncId"] === run.id && line["companyId"] === company);
  const failed = ofRun.find((line) => line["msg"] === "a type could not be synced");
  expect(failed).toMatchObject({ recordType: "invoice", err: { errorCode: expect.any(String) as string } });
  expect(failed?.["intuitTid"]).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
});
