import type { ErrorCode } from "#lib/core/failures.ts";

/** Starts of a run without any progress, after which it fails. With the waits below about half a day. */
export const mostAttempts = 12;

const firstWaitMs = 15_000;
const longestWaitMs = 2 * 60 * 60 * 1000;

/** Intuit's limits, our own on top of them, a database that restarts: no number of these speaks against the run. */
const restsMs: Partial<Record<ErrorCode, number>> = {
  "quickbooks.throttled": 60_000,
  "quickbooks.circuit_open": 30_000,
  "quickbooks.budget_spent": 60 * 60 * 1000,
  "database.unavailable": 5_000,
};

/** When a run that met a passing failure starts again; null when it has been tried often enough. */
export function retryAt(
  code: ErrorCode,
  attempts: number,
  now: Date,
  random: () => number = Math.random,
): Date | null {
  const restMs = restsMs[code];
  if (restMs !== undefined) return after(now, restMs * (1 + random() / 10));
  // Refused with a fresh token twice: more of the same would keep the run waiting for hours.
  const most = code === "quickbooks.unauthorized" ? 2 : mostAttempts;
  if (attempts >= most) return null;
  const bound = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1));
  // Half of the wait is left to chance, so that runs that failed together do not return together.
  return after(now, bound / 2 + (random() * bound) / 2);
}

function after(now: Date, waitMs: number): Date {
  return new Date(now.getTime() + Math.round(waitMs));
}
