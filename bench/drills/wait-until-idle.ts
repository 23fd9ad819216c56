import { setTimeout as sleep } from "node:timers/promises";

import { asSystem } from "#lib/db/scope.ts";

export interface Unfinished {
  readonly runs: number;
  readonly events: number;
}

/** What has still to come to its end: runs, and events of companies. */
export async function unfinished(): Promise<Unfinished> {
  const { rows } = await asSystem((sql) =>
    sql.query<Unfinished>(
      `SELECT (SELECT count(*) FROM quickbooks_syncs WHERE state IN ('queued', 'running'))::int AS runs,
         (SELECT count(*) FROM quickbooks_webhook_events
          WHERE state IN ('pending', 'processing', 'failed'))::int AS events`,
    ),
  );
  return rows[0] ?? { runs: 0, events: 0 };
}

/** Resolves with null when `isDone` says so, or with what it said last when that takes too long. */
export async function waitUntil<T>(
  look: () => Promise<T>,
  isDone: (seen: T) => boolean,
  withinMs: number,
): Promise<T | null> {
  const until = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isDone(seen)) return null;
    if (performance.now() > until) return seen;
    await sleep(100);
  }
}
