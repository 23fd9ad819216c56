// When a run that could not go on starts again.

import type { AppError } from "#lib/core/app-error.ts";
import { failures, type ErrorCode, type Failure, type Restart } from "#lib/core/failures.ts";

/** Starts of a run without any progress, after which it fails. With the waits below about half a day. */
export const mostAttempts = 12;

const firstWaitMs = 15_000;
const longestWaitMs = 2 * 60 * 60 * 1000;

/**
 * When a run that met a failure starts again, as the table of failures says; null when the failure does not
 * pass by itself, or the run has been tried often enough.
 *
 * @param attempts Starts of the run without any progress, the present one included.
 */
export function retryAt(
  code: ErrorCode,
  attempts: number,
  now: Date,
  random: () => number = Math.random,
): Date | null {
  const restart = restartAfter(failures[code]);
  if (restart === "never") return null;
  if (typeof restart === "object" && "restMs" in restart)
    return after(now, restart.restMs * (1 + random() / 10));
  const most = restart === "backoff" ? mostAttempts : restart.attempts;
  if (attempts >= most) return null;
  const bound = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1));
  // Half of the wait is left to chance, so that runs that failed together do not return together.
  return after(now, bound / 2 + (random() * bound) / 2);
}

function restartAfter({ restart, retry }: Failure): Restart {
  return restart ?? (retry === "never" ? "never" : "backoff");
}

/** Whether the same may succeed later without anybody doing anything. */
export function mayPass(failure: AppError): boolean {
  return restartAfter(failure.failure) !== "never";
}

function after(now: Date, waitMs: number): Date {
  return new Date(now.getTime() + Math.round(waitMs));
}
