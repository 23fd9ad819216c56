// What keeping a company in step costs in metered calls, as the sandbox counts them: an idle incremental
// sync of all types, and a thousand changes within a minute that webhooks tell of. Through web, queue and
// worker, at Intuit's own limits.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { requestSync } from "../lib/sync/request-sync.ts";
import { disagreements } from "../tests/support/sandbox-books.ts";
import { startDrillDatabase } from "./drills/drill-database.ts";
import { startDrillStack, type DrillCompany, type DrillStack } from "./drills/drill-stack.ts";
import { unfinished, waitUntil } from "./drills/settled.ts";
import type { Report, Run } from "./harness/run-named.ts";

/** `--changes` (1,000) within `--seconds` (50), in a company of `--size` (2,000) records. */
export async function cost(run: Run): Promise<Report> {
  const seed = run.argument("seed", 1);
  const database = await startDrillDatabase();
  try {
    const size = run.argument("size", 2_000);
    const stack = await startDrillStack({ databaseUrl: database.url, seed, companies: 1, size });
    const web = await stack.startWeb();
    const worker = await stack.startWorker();
    try {
      return await measure(run, stack, seed);
    } finally {
      await Promise.all([worker.kill(), web.kill()]);
      await stack.stop();
    }
  } finally {
    await database.stop();
  }
}

async function measure(run: Run, stack: DrillStack, seed: number): Promise<Report> {
  const [one] = stack.companies;
  if (!one) throw new Error("the stack has no company");
  await settle("the first sync");
  const firstCalls = takeMetered(stack);

  await requestSync({ ...one.ours, kind: "incremental", trigger: "schedule" });
  await settle("the idle sync");
  const idleCalls = takeMetered(stack);
  run.say(`the first sync cost ${firstCalls} metered calls, an idle one ${idleCalls}`);

  const changes = run.argument("changes", 1_000);
  const seconds = run.argument("seconds", 50);
  const startedAt = performance.now();
  const made = await changeSteadily(stack, one, { changes, seconds, seed });
  const tookSeconds = (performance.now() - startedAt) / 1000;
  await settle("the changes");
  const burstCalls = takeMetered(stack);
  const different = await disagreements(one);
  run.say(
    `${made} changes within ${tookSeconds.toFixed(0)} s cost ${burstCalls}; ${different.length} records differ`,
  );
  for (const one of different.slice(0, 10)) run.say(JSON.stringify(one));
  return {
    passed: idleCalls === 1 && made >= changes && burstCalls <= 10 && different.length === 0,
    figures: { idleCalls, burstCalls, changes: made, burstSeconds: Math.round(tookSeconds), firstCalls },
  };
}

interface Rush {
  readonly changes: number;
  readonly seconds: number;
  readonly seed: number;
}

/**
 * What a day in a business does, voids, deletions and merges among it, evenly over the time. Returns how
 * many changes the books took: some of what people try is refused.
 */
async function changeSteadily(
  { sandbox }: DrillStack,
  { company }: DrillCompany,
  { changes, seconds, seed }: Rush,
): Promise<number> {
  const { living } = sandbox.sandbox;
  const count = (): number =>
    Object.values(living.report(company.realmId).made).reduce((sum, made) => sum + made, 0);
  const startedAt = performance.now();
  for (let round = 1; count() < changes; round += 1) {
    const share = Math.min(1, (performance.now() - startedAt) / (seconds * 1000));
    const due = Math.ceil(share * changes) - count();
    if (due > 0) living.edit(company, due, seed * 100_000 + round);
    await sleep(100);
  }
  return count();
}

function takeMetered(stack: DrillStack): number {
  const { traffic } = stack.sandbox.sandbox;
  const { realms } = traffic.report();
  traffic.reset();
  return Object.values(realms).reduce((sum, realm) => sum + realm.metered, 0);
}

async function settle(what: string): Promise<void> {
  const left = await waitUntil(unfinished, ({ runs, events }) => runs === 0 && events === 0, 180_000);
  if (left) throw new Error(`${what} did not end: ${JSON.stringify(left)}`);
}
