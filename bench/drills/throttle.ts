// Eight workers, twenty companies that are read whole, changed and asked for at once, and a sandbox that
// counts every call: no second, no minute and no moment may hold more of a company's calls than Intuit
// allows. The limits are Intuit's own, as configured by default.

import { setTimeout as sleep } from "node:timers/promises";

import { requestSync } from "#lib/runs/request/request-run.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startDrillDatabase, type DrillDatabase } from "./drill-database.ts";
import { startDrillStack, type DrillStack } from "./drill-stack.ts";
import { countMetered } from "./count-metered.ts";
import { unfinished, waitUntil } from "./wait-until-idle.ts";

export interface ThrottleOptions {
  readonly seed: number;
  readonly workers: number;
  readonly companies: number;
  readonly size: number;
  /** How long syncs are asked for. */
  readonly seconds: number;
  readonly print: (line: string) => void;
}

export async function throttle(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    return await throttleDrill(database, {
      seed: run.argument("seed", Date.now() % 1_000_000),
      workers: run.argument("workers", 8),
      companies: run.argument("companies", 20),
      size: run.argument("size", 600),
      seconds: run.argument("seconds", 90),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

export async function throttleDrill(database: DrillDatabase, options: ThrottleOptions): Promise<Report> {
  options.print(`seed ${options.seed}`);
  const stack = await startDrillStack({
    databaseUrl: database.urls.application,
    seed: options.seed,
    companies: options.companies,
    size: options.size,
    // Real answers take a while, which is what makes calls overlap.
    switches: { latencyMs: 60, concurrencyWatched: 4 },
    environment: { WORKER_CONCURRENCY: "8" },
  });
  // Connecting is one person's work at a time; the limits are for what the workers do.
  stack.sandbox.sandbox.traffic.reset();
  const web = await stack.startWeb();
  const workers = await Promise.all(Array.from({ length: options.workers }, () => stack.startWorker()));
  try {
    await askForSyncs(stack, options);
    const hanging = await waitUntil(unfinished, (left) => left.runs === 0 && left.events === 0, 240_000);
    return await judge(stack, options, hanging?.runs ?? 0);
  } finally {
    await Promise.all([...workers, web].map((child) => child.kill()));
    await stack.stop();
  }
}

async function askForSyncs(stack: DrillStack, options: ThrottleOptions): Promise<void> {
  const { activity } = stack.sandbox.sandbox;
  for (const [index, { company }] of stack.companies.entries())
    activity.live(company, 0.5, options.seed + index);
  const end = performance.now() + options.seconds * 1_000;
  while (performance.now() < end) {
    for (const { ours } of stack.companies) {
      await requestSync({ ...ours, kind: "incremental", trigger: "person" });
      await requestSync({ ...ours, kind: "full", trigger: "person" });
    }
    await sleep(1_000);
  }
  for (const { company } of stack.companies) activity.live(company, 0, options.seed);
}

async function judge(stack: DrillStack, options: ThrottleOptions, hangingRuns: number): Promise<Report> {
  const reports = Object.values(stack.sandbox.sandbox.traffic.report().realms);
  const most = (of: (report: (typeof reports)[number]) => number): number => Math.max(...reports.map(of));
  const sum = (of: (report: (typeof reports)[number]) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const violations = sum(
    ({ violations: { perSecond, perMinute, batchesPerMinute, concurrency } }) =>
      perSecond + perMinute + batchesPerMinute + concurrency,
  );
  const counted = await countMetered();
  const metered = sum((report) => report.metered);
  return {
    passed: violations === 0 && hangingRuns === 0 && counted === metered,
    figures: {
      seed: options.seed,
      workers: options.workers,
      companies: options.companies,
      calls: sum((report) => report.total),
      violations,
      throttled: sum((report) => report.throttled),
      peakPerSecond: most((report) => report.peakPerSecond),
      peakPerMinute: most((report) => report.peakPerMinute),
      peakConcurrent: most((report) => report.peakConcurrent),
      meteredBySandbox: metered,
      meteredByUs: counted,
      hangingRuns,
    },
  };
}
