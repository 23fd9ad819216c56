// What happens by itself. Every worker's clock ticks; PostgreSQL decides which of them does the work, so
// that no worker is special and any of them may die.

import { schedule, type ScheduledTask } from "node-cron";
import type { Logger } from "pino";

import { listGrantsToKeepAlive } from "#lib/connections/refresh/keep-grant-alive.ts";
import { doing } from "#lib/db/current-work.ts";
import { asSystem } from "#lib/db/scope.ts";
import { callBudgetOfApp } from "#lib/pacing/call-budget.ts";
import { firmsOverQuota } from "#lib/pacing/firm-quota.ts";
import { carryOverCalls } from "#lib/pacing/carry-over-calls.ts";
import { sumUpCalls } from "#lib/pacing/sum-up-calls.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { reviveRuns } from "#lib/runs/lease/revive-runs.ts";
import { scheduleDueSyncs } from "#lib/sync/schedule/schedule-due-syncs.ts";
import { sweepEvents } from "#lib/intuit-events/sweep-events.ts";
import { createLostWorkerSweep } from "./release-lost-workers.ts";
import { claimTick } from "./claim-tick.ts";

interface Tick {
  /** Six fields: the first is seconds. UTC. */
  readonly cron: string;
  /** Only one worker does it in each span of this length; null when all may at once. */
  readonly turnMs: number | null;
  readonly work: () => Promise<unknown>;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/* Turns are a little shorter than their beat, for no two ticks are exactly a beat apart. */
const ticks = (): Readonly<Record<string, Tick>> => ({
  free_dead_workers: { cron: "*/2 * * * * *", turnMs: null, work: createLostWorkerSweep() },
  schedule_due_syncs: { cron: "*/10 * * * * *", turnMs: null, work: startDueSyncs },
  sweep_events: { cron: "*/15 * * * * *", turnMs: 12 * second, work: sweepEvents },
  revive_runs: { cron: "5-59/15 * * * * *", turnMs: 12 * second, work: reviveRuns },
  carry_over_calls: { cron: "*/10 * * * * *", turnMs: 8 * second, work: carryOverCalls },
  sum_up_calls: { cron: "20 * * * * *", turnMs: 50 * second, work: sumUpCalls },
  check_alerts: { cron: "30 * * * * *", turnMs: 50 * second, work: () => enqueueOnce("check_alerts") },
  keep_grants_alive: { cron: "0 7 * * * *", turnMs: 50 * minute, work: refreshQuietGrants },
  retention: { cron: "0 40 * * * *", turnMs: 20 * hour, work: () => enqueueOnce("retention") },
});

/** The work of each tick by name, without its times: for looking at what it asks of PostgreSQL. */
export function clockWork(): readonly (readonly [string, () => Promise<unknown>])[] {
  return Object.entries(ticks()).map(([name, { work, turnMs }]) => [
    name,
    async () => {
      if (turnMs !== null) await claimTick(name, turnMs);
      return work();
    },
  ]);
}

export interface RunningClock {
  /** Resolves when nothing that it started is under way any more. */
  stop(): Promise<void>;
}

/** Begins at once. A tick that is still at work is not started a second time in this process. */
export function startClock(log: Logger): RunningClock {
  const underWay = new Set<Promise<void>>();
  const tasks: ScheduledTask[] = Object.entries(ticks()).map(([name, tick]) =>
    schedule(
      tick.cron,
      async () => {
        const ticking = runTick(name, tick, log);
        underWay.add(ticking);
        await ticking;
        underWay.delete(ticking);
      },
      // A tick that comes late does its work late: what is due is read from PostgreSQL, not from the tick.
      { name, timezone: "UTC", noOverlap: true, suppressMissedWarning: true, logger: quiet(log) },
    ),
  );
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      await Promise.all(underWay);
    },
  };
}

/** Never throws: a tick that failed is made up for by the next. */
async function runTick(name: string, tick: Tick, log: Logger): Promise<void> {
  try {
    const did = await doing({ kind: "clock" }, async () => {
      if (tick.turnMs !== null && !(await claimTick(name, tick.turnMs))) return null;
      return tick.work();
    });
    log.debug({ tick: name, did: JSON.stringify(did) }, "tick");
  } catch (thrown) {
    log.warn({ tick: name, err: thrown }, "a tick of the clock failed");
  }
}

async function startDueSyncs(): Promise<unknown> {
  const now = new Date();
  const budget = await callBudgetOfApp(now);
  return scheduleDueSyncs(now, budget.state === "throttled", await firmsOverQuota(budget));
}

async function enqueueOnce(name: "check_alerts" | "retention"): Promise<void> {
  await asSystem((sql) => enqueue(sql, name, {}));
}

async function refreshQuietGrants(): Promise<number> {
  const companies = await listGrantsToKeepAlive();
  await asSystem(async (sql) => {
    for (const companyId of companies) await enqueue(sql, "refresh_grant", { companyId });
  });
  return companies.length;
}

function quiet(log: Logger): {
  info: (message: string) => void;
  warn: (message: string) => void;
  error: (message: string | Error) => void;
  debug: (message: string | Error) => void;
} {
  const note = (message: string | Error): void => log.trace({ cron: String(message) }, "clock");
  return { info: note, warn: note, error: note, debug: note };
}
