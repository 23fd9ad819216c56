import { setTimeout as delay } from "node:timers/promises";

import { toAppError, type AppError } from "#lib/core/app-error.ts";
import type { QuickBooksClient } from "./client.ts";

export interface RetryPolicy {
  /** Attempts in all, the first included. Default 5. */
  readonly attempts?: number;
  /** Upper bound of the first wait; doubles from there. Default 500. */
  readonly firstWaitMs?: number;
  /** Default 30,000. */
  readonly longestWaitMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** The minute that Intuit asks for after a 429 is not waited for: a person is waiting, or a worker is needed. */
  readonly leaveLongWaits?: boolean;
  /** For tests. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly random?: () => number;
  /** Told before each wait. */
  readonly onRetry?: (failure: AppError, waitMs: number) => void;
}

/** Intuit asks for 60 seconds of silence after a 429. */
const throttledWaitMs = 60_000;
// Of several callers that were throttled together, not all return in the same instant.
const throttledSpreadMs = 5_000;

/**
 * Runs `work`, and again where the table of failures says that this may help: after exponential backoff
 * with full jitter, after a minute when throttled, once more at once when Intuit says to resubmit.
 *
 * @throws the last failure as an AppError; the signal's reason when it was aborted.
 */
export async function withRetries<T>(work: () => Promise<T>, policy: RetryPolicy = {}): Promise<T> {
  const attempts = policy.attempts ?? 5;
  let resubmitted = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      policy.signal?.throwIfAborted();
      const failure = toAppError(thrown);
      const waitMs = attempt < attempts ? waitBefore(failure, attempt, resubmitted, policy) : null;
      if (waitMs === null) throw failure;
      if (failure.failure.retry === "once") resubmitted = true;
      policy.onRetry?.(failure, waitMs);
      await (policy.sleep ?? sleep)(waitMs, policy.signal);
    }
  }
}

/** A client whose every call is retried by `policy`. */
export function retryingClient(client: QuickBooksClient, policy: RetryPolicy = {}): QuickBooksClient {
  return {
    call: (request) =>
      withRetries(() => client.call(request), { ...policy, signal: request.signal ?? policy.signal }),
  };
}

/** Null when another attempt is not allowed. */
function waitBefore(
  failure: AppError,
  attempt: number,
  resubmitted: boolean,
  policy: RetryPolicy,
): number | null {
  const random = policy.random ?? Math.random;
  const firstWaitMs = policy.firstWaitMs ?? 500;
  switch (failure.failure.retry) {
    // After a 401 the client has already sent it twice, the second time with a new token; an open circuit and a
    // spent budget last longer than a call should.
    case "never":
    case "later":
      return null;
    case "once":
      return resubmitted ? null : Math.round(random() * firstWaitMs);
    case "after-minute":
      if (policy.leaveLongWaits) return null;
      return throttledWaitMs + Math.round(random() * throttledSpreadMs);
    case "backoff":
      return Math.round(
        random() * Math.min(policy.longestWaitMs ?? 30_000, firstWaitMs * 2 ** (attempt - 1)),
      );
  }
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {});
}
