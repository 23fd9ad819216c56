import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";

import type { Logger } from "pino";

import { config } from "#lib/config/config.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { toAppError } from "#lib/core/app-error.ts";
import { systemClock } from "#lib/core/clock.ts";
import { connectionBudget } from "#lib/db/connection-budget.ts";
import { createPool } from "#lib/db/pool.ts";
import { log as rootLog } from "#lib/log/log.ts";
import { metrics } from "#lib/metrics/registry.ts";
import { pacerFor } from "#lib/pacing/process-pacer.ts";
import { jobs, lanes, type JobName, type JobPayload, type Lane } from "#lib/queue/jobs.ts";
import { parsePayload } from "#lib/queue/parse-payload.ts";
import type { RunDependencies } from "#lib/sync/run-dependencies.ts";
import { startClock } from "./clock.ts";
import { handlers, type HandlerContext } from "./handlers.ts";
import { createPresence } from "./presence.ts";
import { startLane, type RunningJob } from "./start-lane.ts";
import { createWakeUp } from "./wake-up.ts";

export interface WorkerOptions {
  /** Default: those of the configuration. */
  readonly slots?: Readonly<Record<Lane, number>>;
  /** Default true. False leaves out everything that happens by itself, for tests of the rest. */
  readonly clock?: boolean;
}

export interface RunningWorker {
  /** Name under which this process holds permits. */
  readonly name: string;
  /** Takes nothing new, lets syncs stop at their next commit, and resolves when all has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a worker in this process. Any number may run, on any number of machines; each lane has slots of
 * its own in each of them, so that no number of backfills delays what a person or a webhook waits for.
 */
export async function startWorker(options: WorkerOptions = {}): Promise<RunningWorker> {
  const name = `worker-${randomUUID()}`;
  const log = rootLog({ worker: name });
  const stopping = new AbortController();
  const presence = createPresence(log);
  await presence.hold(name);

  const slots = options.slots ?? slotsOf(config().worker.concurrency);
  const pool = createPool("system", connectionBudget(config().databasePoolSize).worker.queue);
  const wakeUp = createWakeUp(log);
  const runDependencies = createRunDependencies(name);
  const handle = (job: JobName, running: RunningJob): Promise<void> =>
    handleJob(job, running, {
      clock: systemClock,
      log: log.child({ job, jobId: running.id }),
      signal: stopping.signal,
      runDependencies,
      wakeUp,
    });
  const running = lanes.map((lane) => startLane({ lane, slots: slots[lane], pool, presence, handle, log }));
  const clock = options.clock === false ? undefined : startClock(log);
  log.info({ slots }, "worker started");

  return {
    name,
    stop: async () => {
      stopping.abort(new Error("the worker is stopping"));
      wakeUp.stop();
      await clock?.stop();
      await Promise.all(running.map((lane) => lane.stop()));
      await pool.end();
      await presence.end();
      log.info("worker stopped");
    },
  };
}

/** Bulk gets half: a backfill keeps PostgreSQL and the processor busy by itself. */
export function slotsOf(concurrency: number): Readonly<Record<Lane, number>> {
  return {
    prompt: Math.max(2, concurrency),
    routine: Math.max(1, Math.ceil(concurrency / 2)),
    bulk: Math.max(1, Math.floor(concurrency / 2)),
  };
}

function createRunDependencies(holder: string): Pick<RunDependencies, "openClient"> {
  const pacer = pacerFor({ holder, isCounted: false });
  const { calls, callSeconds } = metrics();
  return {
    openClient: ({ companyId, observe }) =>
      openClient(companyId, {
        pacer,
        observe: (call) => {
          observe(call);
          calls.inc({ kind: call.kind, outcome: call.code ?? "ok" });
          callSeconds.observe({ kind: call.kind }, call.durationMs / 1000);
        },
      }),
  };
}

async function handleJob(name: JobName, job: RunningJob, context: HandlerContext): Promise<void> {
  const startedAt = performance.now();
  metrics().jobWaitSeconds.observe({ lane: jobs[name].lane }, job.waitedMs / 1000);
  try {
    const { log, outcome } = await perform(name, handlers[name], job.payload, context);
    end(name, "done", startedAt);
    log.debug({ attempt: job.attempt, outcome: outcome ?? null }, "job done");
  } catch (thrown) {
    const failure = toAppError(thrown);
    const isOver = failure.failure.retry === "never" || job.lastAttempt;
    end(name, isOver ? "failed" : "again", startedAt);
    context.log[isOver ? "error" : "warn"](
      { attempt: job.attempt, failure: failure.code, intuitTid: failure.intuitTid, err: thrown },
      isOver ? "job failed" : "job failed and will be tried again",
    );
    // The queue stores what is thrown: our own words only.
    if (failure.failure.retry !== "never") throw failure;
  }
}

/* Generic, so that the payload and its handler are known to be of one job. */
async function perform<Name extends JobName>(
  name: Name,
  handler: (typeof handlers)[Name],
  stored: unknown,
  context: HandlerContext,
): Promise<{ readonly log: Logger; readonly outcome: unknown }> {
  const payload: JobPayload<Name> = parsePayload(name, stored);
  const log = context.log.child(bindingsOf(payload));
  return { log, outcome: await handler(payload, { ...context, log }) };
}

function end(job: JobName, outcome: "done" | "again" | "failed", startedAt: number): void {
  metrics().jobs.inc({ job, outcome });
  metrics().jobSeconds.observe({ job }, (performance.now() - startedAt) / 1000);
}

/** Ids that each line of a job's log carries. */
function bindingsOf(payload: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
