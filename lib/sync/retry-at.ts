import type { ErrorCode } from "../core/failures.ts";

/** Starts of a run in all, after which it fails. With the waits below this is about half a day. */
export const mostAttempts = 12;

const firstWaitMs = 30_000;
const longestWaitMs = 2 * 60 * 60 * 1000;
const shortestWaitMs: Partial<Record<ErrorCode, number>> = { "quickbooks.throttled": 60_000 };

/** When a run that met a passing failure starts again; null when it has been tried often enough. */
export function retryAt(
  code: ErrorCode,
  attempts: number,
  now: Date,
  random: () => number = Math.random,
): Date | null {
  if (attempts >= mostAttempts) return null;
  const bound = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1));
  // Half of the wait is left to chance, so that runs that failed together do not return together.
  const waitMs = Math.max(shortestWaitMs[code] ?? 0, bound / 2 + (random() * bound) / 2);
  return new Date(now.getTime() + Math.round(waitMs));
}
