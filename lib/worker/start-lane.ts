import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import { run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Logger } from "pino";

import type { Pool } from "#lib/db/pool.ts";
import { jobNames, jobs, type JobName, type Lane } from "#lib/queue/jobs.ts";
import type { Presence } from "./presence.ts";
import { queueLog } from "./queue-log.ts";

export interface LaneOptions {
  readonly lane: Lane;
  /** Jobs at once. */
  readonly slots: number;
  readonly pool: Pool;
  readonly presence: Presence;
  readonly handle: (name: JobName, job: RunningJob) => Promise<void>;
  readonly log: Logger;
}

export interface RunningJob {
  readonly id: string;
  readonly payload: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Since it could have started. */
  readonly waitedMs: number;
}

export interface RunningLane {
  /** Takes no new jobs and resolves when the present ones have ended. */
  stop(): Promise<void>;
}

// A job added for now is announced by PostgreSQL; looking is for those whose time comes later.
const lookEveryMs = 1_000;
const restartAfterMs = 500;

/**
 * Runs the jobs of one lane until stopped. When the queue gives up (PostgreSQL restarted in the middle of
 * a job), it is started anew under a new name, and the old name's jobs are freed like a dead worker's.
 */
export function startLane(options: LaneOptions): RunningLane {
  let current: Runner | undefined;
  let stopping = false;
  const tasks = taskList(options);

  const keepRunning = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        current = await startRunner(options, tasks);
        if (isStopping()) await current.stop();
        await current.promise;
      } catch (thrown) {
        options.log.warn({ lane: options.lane, err: thrown }, "the lane stopped");
      }
      current = undefined;
      if (!isStopping()) await delay(restartAfterMs);
    }
  };
  const isStopping = (): boolean => stopping;
  const ended = keepRunning();

  return {
    stop: async () => {
      stopping = true;
      // Rejects when it is stopping by itself already; it ends either way.
      await current?.stop().catch(() => undefined);
      await ended;
    },
  };
}

async function startRunner(options: LaneOptions, taskList: TaskList): Promise<Runner> {
  /* Typed by listener signatures alone: any emitter is one. */
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:release", ({ workerPool }) => {
    void options.presence.release(workerPool.id);
  });
  const runner = await run({
    pgPool: options.pool,
    concurrency: options.slots,
    noHandleSignals: true,
    pollInterval: lookEveryMs,
    logger: queueLog(options.log),
    events,
    taskList,
    preset: {
      // Without these the queue leaves a failure to note a job's end to nobody, and Node would end the
      // process for it. With them it stops, and is started anew.
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      plugins: [
        {
          name: "tieout-presence",
          version: "1",
          worker: {
            hooks: {
              // Before a worker's first look for a job: no job is ever locked under a name not held.
              startWorker: async (_context, { worker }) => {
                await options.presence.hold(worker.workerPool.id);
              },
            },
          },
        },
      ],
    },
  });
  return runner;
}

function taskList({ lane, handle }: LaneOptions): TaskList {
  const ours = jobNames.filter((name) => jobs[name].lane === lane);
  return Object.fromEntries(
    ours.map((name) => [
      name,
      (payload: unknown, { job }) =>
        handle(name, {
          id: job.id,
          payload,
          attempt: job.attempts,
          lastAttempt: job.attempts >= job.max_attempts,
          waitedMs: Math.max(0, Date.now() - job.run_at.getTime()),
        }),
    ]),
  ) satisfies TaskList;
}
