// What connecting a company and keeping it in step costs in requests and metered calls, as the sandbox counts
// them: the first sync, an idle incremental sync of all types, and a thousand changes within a minute that
// webhooks tell of. Through web, queue and worker, at Intuit's own limits.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { requestSync } from "#lib/runs/request/request-run.ts";
import { disagreements } from "#tests/support/sandbox-books.ts";
import { firstSync, type FirstSync } from "./first-sync.ts";
import { startDrillDatabase } from "./drills/drill-database.ts";
import { startDrillStack, type DrillCompany, type DrillStack } from "./drills/drill-stack.ts";
import { unfinished, waitUntil } from "./drills/wait-until-idle.ts";
import type { Report, Run } from "./harness/run-named.ts";

/**
 * `--changes` (1,000) within `--seconds` (50), in a company of `--size` (2,800) records. The first sync is
 * measured of another one too, which keeps its books in several currencies: most of its records are rates.
 */
export async function cost(run: Run): Promise<Report> {
  const seed = run.argument("seed", 1);
  const database = await startDrillDatabase();
  try {
    const size = run.argument("size", 2_800);
    const stack = await startDrillStack({
      databaseUrl: database.urls.application,
      seed,
      companies: 1,
      size,
      connects: false,
    });
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
  const { registry } = stack.sandbox.sandbox;
  const [plain] = registry.list();
  if (!plain) throw new Error("the sandbox has no company");
  const manyCurrencies = registry.create({ size: "small", seed, profile: "agency" });
  const currencies = await firstSync(stack, manyCurrencies.company);
  const first = await firstSync(stack, plain.company);
  for (const one of [currencies, first]) run.print(describeFirst(one));
  const one = { company: plain.company, ours: first.ours };
  consumeMetered(stack);

  await requestSync({ ...one.ours, kind: "incremental", trigger: "schedule" });
  await settle("the idle sync");
  const idleCalls = consumeMetered(stack);
  run.print(`an idle sync cost ${idleCalls} metered calls`);

  const changes = run.argument("changes", 1_000);
  const seconds = run.argument("seconds", 50);
  const startedAt = performance.now();
  const made = await changeSteadily(stack, one, { changes, seconds, seed });
  const tookSeconds = (performance.now() - startedAt) / 1000;
  await settle("the changes");
  const burstCalls = consumeMetered(stack);
  const different = await disagreements(one);
  run.print(
    `${made} changes within ${tookSeconds.toFixed(0)} s cost ${burstCalls}; ${different.length} records differ`,
  );
  for (const one of different.slice(0, 10)) run.print(JSON.stringify(one));
  return {
    passed:
      idleCalls === 1 &&
      made >= changes &&
      burstCalls <= 10 &&
      different.length === 0 &&
      isQuick(first) &&
      isQuick(currencies) &&
      first.meteredPerItem <= 75,
    figures: {
      idleCalls,
      burstCalls,
      changes: made,
      burstSeconds: Math.round(tookSeconds),
      firstRecords: first.records,
      firstRequests: first.requests,
      firstSeconds: first.seconds,
      firstMeteredPerRequest: first.meteredPerRequest,
      firstMeteredPerItem: first.meteredPerItem,
      currenciesRecords: currencies.records,
      currenciesRequests: currencies.requests,
      currenciesSeconds: currencies.seconds,
      currenciesMeteredPerRequest: currencies.meteredPerRequest,
      currenciesMeteredPerItem: currencies.meteredPerItem,
    },
  };
}

function isQuick(first: FirstSync): boolean {
  return first.isEqual && first.violations === 0 && first.requests <= 12 && first.seconds <= 3;
}

function describeFirst(first: FirstSync): string {
  return `the first sync of ${first.records} records of ${first.types} types took ${first.requests} requests and ${first.seconds} s, metered ${first.meteredPerRequest} by request and ${first.meteredPerItem} by item${first.isEqual ? "" : "; the books differ"}`;
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
  const { activity } = sandbox.sandbox;
  const count = (): number =>
    Object.values(activity.report(company.realmId).made).reduce((sum, made) => sum + made, 0);
  const startedAt = performance.now();
  for (let round = 1; count() < changes; round += 1) {
    const share = Math.min(1, (performance.now() - startedAt) / (seconds * 1000));
    const due = Math.ceil(share * changes) - count();
    if (due > 0) activity.edit(company, due, seed * 100_000 + round);
    await sleep(100);
  }
  return count();
}

function consumeMetered(stack: DrillStack): number {
  const { traffic } = stack.sandbox.sandbox;
  const { realms } = traffic.report();
  traffic.reset();
  return Object.values(realms).reduce((sum, realm) => sum + realm.metered, 0);
}

async function settle(what: string): Promise<void> {
  const left = await waitUntil(unfinished, ({ runs, events }) => runs === 0 && events === 0, 180_000);
  if (left) throw new Error(`${what} did not end: ${JSON.stringify(left)}`);
}
