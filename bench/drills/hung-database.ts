// PostgreSQL stopped for half a minute (SIGSTOP: sockets stay open and nobody answers) and restarted, under
// people who look and companies that are read and change. Every request is answered in time, with 200 or 503; no
// run stands still once the database is back; nothing is lost. Then web and worker are told to end.

import { setTimeout as sleep } from "node:timers/promises";

import { requestSync } from "#lib/runs/request/request-run.ts";
import { addMember } from "#tests/support/people-of-a-firm.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { countLost, noteAcknowledged, outbox } from "./acknowledged-events.ts";
import type { Child } from "./child-process.ts";
import { countDifferences } from "./count-differences.ts";
import { startDrillDatabase, type DrillDatabase } from "./drill-database.ts";
import { startDrillStack, type DrillStack } from "./drill-stack.ts";
import { startLoad, type LoadAnswer, type RequestLoad } from "./request-load.ts";
import { unfinished, waitUntil } from "./wait-until-idle.ts";
import { watchProgress } from "./watch-progress.ts";

interface HungDatabaseOptions {
  readonly seed: number;
  readonly hangSeconds: number;
  readonly companies: number;
  readonly size: number;
  readonly people: number;
  readonly print: (line: string) => void;
}

/** Who asks is looked up, and then all that is read: see lib/db/work-limits. A second for everything else. */
const answeredWithinMs = 21_000;
/** Until a lease has run out and somebody has looked for such runs, twice. */
const stillAtMostMs = 45_000;
/** An orchestrator kills after thirty seconds. */
const endedWithinMs = 20_000;

/** `--hang` (30 seconds), `--companies` (3), `--size` (3000), `--people` (6), `--seed`. */
export async function hungDatabase(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    return await hungDatabaseDrill(database, {
      seed: run.argument("seed", Date.now() % 1_000_000),
      hangSeconds: run.argument("hang", 30),
      companies: run.argument("companies", 3),
      size: run.argument("size", 3_000),
      people: run.argument("people", 6),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

async function hungDatabaseDrill(database: DrillDatabase, options: HungDatabaseOptions): Promise<Report> {
  options.print(`seed ${options.seed}`);
  const stack = await startDrillStack({
    databaseUrl: database.urls.application,
    seed: options.seed,
    companies: options.companies,
    size: options.size,
    web: "pages",
    switches: { requestsPerSecond: 1_000, requestsPerMinute: 60_000 },
    environment: { QUICKBOOKS_REQUESTS_PER_SECOND: "400", QUICKBOOKS_REQUESTS_PER_MINUTE: "24000" },
  });
  const children: Child[] = [];
  try {
    const web = await stack.startWeb();
    children.push(web);
    const workers = [await stack.startWorker(), await stack.startWorker()] as const;
    children.push(...workers);
    return await drill(database, stack, { web, workers }, options);
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await stack.stop();
  }
}

interface Processes {
  readonly web: Child;
  readonly workers: readonly [Child, Child];
}

async function drill(
  database: DrillDatabase,
  stack: DrillStack,
  { web, workers }: Processes,
  options: HungDatabaseOptions,
): Promise<Report> {
  const { print } = options;
  const acknowledged = new Set<string>();
  const noting = setInterval(() => noteAcknowledged(stack, acknowledged), 500);
  const load = await startPeople(stack, options.people);
  live(stack, options.seed, 1);
  const afterHang = await during(stack, async () => {
    const goOn = await database.hang?.();
    print(`PostgreSQL hangs for ${options.hangSeconds} s`);
    await sleep(options.hangSeconds * 1000);
    goOn?.();
  });
  print(`goes on; the longest standstill of a run was ${seconds(afterHang.stillMs)} s`);
  const afterRestart = await during(stack, async () => database.whileDown?.(async () => sleep(1_000)));
  print(`restarted; the longest standstill of a run was ${seconds(afterRestart.stillMs)} s`);
  live(stack, options.seed, 0);
  stack.sandbox.sandbox.webhooks.setUrl(stack.webhookUrl);
  await waitUntil(
    () => Promise.resolve(outbox(stack)),
    (box) => box.queued === 0 && box.gathering === 0,
    60_000,
  );
  // The end of one worker in the middle of whole books, and of the web with people in front of it.
  await askForAll(stack, "full");
  const endAt = performance.now();
  const [workerEnd, webEnd] = await Promise.all([timed(workers[0].stop()), timed(web.stop())]);
  await load.stop();
  clearInterval(noting);
  noteAcknowledged(stack, acknowledged);
  print(`the worker ended in ${seconds(workerEnd.ms)} s, the web in ${seconds(webEnd.ms)} s`);
  const afterEnd = await watchProgress(120_000);
  await askForAll(stack, "incremental");
  const hanging = await waitUntil(unfinished, (left) => left.runs === 0 && left.events === 0, 120_000);
  const differences = await countDifferences(stack, print);
  const lostEvents = await countLost(acknowledged);
  // Once the web has ended nobody answers: that is the end of the load and no fault.
  const answers = load.answers.filter(({ status }) => status !== 0);
  const late = answers.filter(({ ms }) => ms > answeredWithinMs);
  const wrong = answers.filter(
    ({ status, hasRetryAfter }) => status !== 200 && !(status === 503 && hasRetryAfter),
  );
  const unanswered = load.unansweredBefore(endAt);
  for (const answer of [...late, ...wrong].slice(0, 10)) print(`answered: ${JSON.stringify(answer)}`);
  const passed =
    late.length === 0 &&
    wrong.length === 0 &&
    unanswered === 0 &&
    [afterHang, afterRestart, afterEnd].every(({ stillMs, areOver }) => areOver && stillMs < stillAtMostMs) &&
    hanging === null &&
    differences === 0 &&
    acknowledged.size > 0 &&
    lostEvents === 0 &&
    [workerEnd, webEnd].every(({ code, ms }) => code === 0 && ms < endedWithinMs);
  if (!passed) print(`logs: ${stack.logs}`);
  return {
    passed,
    figures: {
      seed: options.seed,
      requests: answers.length,
      rejected: answers.filter(({ status }) => status === 503).length,
      unanswered,
      wrong: wrong.length,
      slowestSeconds: seconds(slowest(answers)),
      stillAfterHangSeconds: seconds(afterHang.stillMs),
      stillAfterRestartSeconds: seconds(afterRestart.stillMs),
      stillAfterEndSeconds: seconds(afterEnd.stillMs),
      workerEndedInSeconds: seconds(workerEnd.ms),
      webEndedInSeconds: seconds(webEnd.ms),
      eventsAcknowledged: acknowledged.size,
      lostEvents,
      hangingRuns: hanging?.runs ?? 0,
      differences,
    },
  };
}

/** Breaks something while whole books are being read, and looks how they go on. */
async function during(
  stack: DrillStack,
  breakSomething: () => Promise<unknown>,
): Promise<{ stillMs: number; areOver: boolean }> {
  await askForAll(stack, "full");
  await waitUntil(unfinished, (left) => left.runs > 0, 10_000);
  await sleep(500);
  await breakSomething();
  return whenBack(() => watchProgress(120_000));
}

/** The drill's own connections find out one by one that they are dead. */
async function whenBack<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await look();
    } catch (thrown) {
      if (tries === 20) throw thrown;
      await sleep(250);
    }
  }
}

async function askForAll(stack: DrillStack, kind: "full" | "incremental"): Promise<void> {
  for (const { ours } of stack.companies) {
    await whenBack(() => requestSync({ ...ours, kind, trigger: "person" }));
  }
}

async function startPeople(stack: DrillStack, people: number): Promise<RequestLoad> {
  const members = await Promise.all(
    Array.from({ length: people }, () => addMember(stack.organizationId, "admin")),
  );
  const [first] = stack.companies;
  const company = `/api/companies/${first?.ours.companyId ?? ""}`;
  const paths = [
    "/api/me",
    "/api/companies",
    company,
    `${company}/records/invoice?search=a`,
    `${company}/syncs`,
    "/api/health/ready",
  ];
  const url = new URL(stack.webhookUrl).origin;
  return startLoad(
    url,
    members.map(({ cookie }) => cookie),
    paths,
  );
}

function live(stack: DrillStack, seed: number, perSecond: number): void {
  const { activity } = stack.sandbox.sandbox;
  for (const [index, { company }] of stack.companies.entries())
    activity.live(company, perSecond, seed + index);
}

async function timed(ending: Promise<{ code: number | null }>): Promise<{ code: number | null; ms: number }> {
  const startedAt = performance.now();
  const { code } = await ending;
  return { code, ms: performance.now() - startedAt };
}

const slowest = (answers: readonly LoadAnswer[]): number => Math.max(0, ...answers.map(({ ms }) => ms));

const seconds = (ms: number): number => Math.round(ms / 100) / 10;
