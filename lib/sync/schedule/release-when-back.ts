import { setTimeout as delay } from "node:timers/promises";

import { isAppError } from "#lib/core/app-error.ts";
import { databaseUnavailable } from "#lib/db/database-unavailable.ts";
import { releaseRun } from "#lib/runs/end-run.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import type { RunOutcome } from "../run-dependencies.ts";
import type { RunCounter } from "#lib/runs/progress/run-counter.ts";

const tryEveryMs = 500;
const patienceMs = 5 * 60 * 1000;

/**
 * Gives a run away that met a database which could not even store that: as soon as it is back, any worker goes
 * on with the run. Else all would wait until its lease has run out.
 *
 * @throws what it met, when the database does not come back in time or the process shall end.
 */
export async function releaseWhenBack(
  lease: RunLease,
  counter: RunCounter,
  ending: AbortSignal | undefined,
  met: unknown,
): Promise<RunOutcome> {
  const until = performance.now() + patienceMs;
  while (!ending?.aborted && performance.now() < until) {
    await delay(tryEveryMs);
    try {
      await counter.store((counts) => releaseRun(lease, counts));
      return { kind: "interrupted" };
    } catch (thrown) {
      // Somebody has taken it over meanwhile, or it was cancelled.
      if (isAppError(thrown, "sync.lease_lost")) return { kind: "nothing" };
      if (!databaseUnavailable(thrown)) throw thrown;
    }
  }
  throw met;
}
