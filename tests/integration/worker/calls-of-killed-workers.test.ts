import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "vitest";

import { startChild, type Child } from "#bench/drills/child-process.ts";
import { asSystem } from "#lib/db/scope.ts";
import { carryOverCalls } from "#lib/pacing/carry-over-calls.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { isEverything } from "#tests/support/some-of.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let worker: Child | undefined;
const more = { QUICKBOOKS_REQUESTS_PER_SECOND: "50", QUICKBOOKS_REQUESTS_PER_MINUTE: "3000" };

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, size: 12_000, limits: false });
  sandbox.sandbox.switches.set({ latencyMs: 40 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url, more });
});
afterAll(async () => {
  await worker?.kill();
  await sandbox.stop();
  await database.drop();
});

const kills = isEverything ? 3 : 1;
/** A call is booked a moment before it leaves; which of those under way had left nobody knows. */
const underWay = 4;

interface Counted {
  readonly state: string;
  readonly runs: number;
  readonly firm: number;
}

async function countedByUs(): Promise<Counted> {
  const { rows } = await asSystem((sql) =>
    sql.query<Counted>(
      `SELECT (SELECT state FROM quickbooks_syncs) AS state, (SELECT metered_calls FROM quickbooks_syncs) AS runs,
         (SELECT coalesce(sum(metered), 0)::int FROM quickbooks_call_meters) AS firm`,
    ),
  );
  return rows[0] ?? { state: "none", runs: 0, firm: 0 };
}

it("calls that killed workers could not store are on the run and on the firm's meter all the same", async () => {
  const realmId = sandbox.sandbox.companies()[0]?.realmId ?? "";
  await connectCompany((await createFirm()).people.owner, realmId);
  const metered = (): number => sandbox.sandbox.traffic.report().realms[realmId]?.metered ?? 0;
  const ofConnect = metered();
  expect(ofConnect).toBe(1);
  // The worker says when it has started.
  const environment = testEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { ...more, LOG_LEVEL: "info" },
  });
  const start = (): Promise<Child> =>
    startChild("worker", ["worker.ts"], environment, { readyWord: "answering /live" });

  let unstored = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    worker = await start();
    const before = metered();
    await eventually("some calls", () => metered() > before + 8, 30_000);
    await sleep(50);
    await worker.kill();
    unstored += metered() - ofConnect - (await countedByUs()).runs;
  }
  expect(unstored).toBeGreaterThan(0);
  worker = await start();
  await eventually("the end of the run", async () => (await countedByUs()).state === "succeeded", 60_000);
  await worker.stop();
  await carryOverCalls();
  const { runs, firm } = await countedByUs();
  expect(runs).toBeGreaterThanOrEqual(metered() - ofConnect);
  expect(runs).toBeLessThanOrEqual(metered() - ofConnect + kills * underWay);
  expect(firm).toBe(runs + ofConnect);
});
