import type { Logger } from "pino";

import { withoutTenant } from "#lib/db/scope.ts";

export interface WakeUp {
  /** Makes the workers look at the queue then. Times further off than a few seconds they find by themselves. */
  at(moment: Date): void;
  stop(): void;
}

const worthTimingMs = 15_000;

/**
 * The queue announces a job when it is added, not when its time comes; looking for those only every
 * second would add half a second to what a person waits for.
 */
export function createWakeUp(log: Logger): WakeUp {
  const timers = new Set<NodeJS.Timeout>();
  return {
    at(moment) {
      const inMs = moment.getTime() - Date.now();
      if (inMs > worthTimingMs) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          announce().catch((thrown: unknown) => {
            log.debug({ err: thrown }, "could not wake the workers; they will look by themselves");
          });
        },
        Math.max(1, inMs + 1),
      );
      timers.add(timer);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** As the queue itself announces one new job. */
async function announce(): Promise<void> {
  await withoutTenant((sql) => sql.query(`SELECT pg_notify('jobs:insert', '{"count":1}')`));
}
