// Whether PostgreSQL answers, asked before a page is rendered: an answer that has begun can no longer say 503.

import { setTimeout as delay } from "node:timers/promises";

import { asSystemAtOnce } from "#lib/db/scope.ts";

/** So long an answer counts: pages of a busy second share one statement. */
const freshMs = 1_000;
/** A database that hangs is away, too. */
const patienceMs = 3_000;

export type DatabaseProbe = () => Promise<boolean>;

/**
 * One statement at a time, however many ask. Who comes while one has hung for longer than our patience is
 * told at once; a failure is never kept, so that the first answer ends it.
 */
export function createDatabaseProbe(
  ask: () => Promise<unknown> = askForOne,
  patience = patienceMs,
): DatabaseProbe {
  let answeredAt = -Infinity;
  let asking: { readonly since: number; readonly answer: Promise<boolean> } | undefined;

  function start(): { readonly since: number; readonly answer: Promise<boolean> } {
    const answer = ask().then(
      () => {
        answeredAt = performance.now();
        return true;
      },
      () => false,
    );
    const started = { since: performance.now(), answer };
    void answer.then(() => {
      if (asking === started) asking = undefined;
    });
    return started;
  }

  return async () => {
    if (performance.now() - answeredAt < freshMs) return true;
    asking ??= start();
    const left = patience - (performance.now() - asking.since);
    if (left <= 0) return false;
    const stop = new AbortController();
    try {
      const late = delay(left, false, { signal: stop.signal, ref: false }).catch(() => false);
      return await Promise.race([asking.answer, late]);
    } finally {
      stop.abort();
    }
  };
}

/* On the connections of webhook intake, which no page can use up. */
async function askForOne(): Promise<void> {
  await asSystemAtOnce({ text: "SELECT 1" });
}
