import { isAppError } from "#lib/core/app-error.ts";
import { renewLease } from "./renew-lease.ts";
import { leaseMs } from "./claim-run.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import type { RunCounter } from "../progress/run-counter.ts";

export interface KeptLease {
  /** Aborted with `sync.lease_lost`, or with the reason of the signal given. */
  readonly signal: AbortSignal;
  /** Resolves once nothing of it is under way any more. */
  readonly stop: () => Promise<void>;
}

/** Says several times within a lease that its holder lives, also while a call or a wait takes long. */
export function keepLease(lease: RunLease, counter: RunCounter, ending: AbortSignal | undefined): KeptLease {
  const lost = new AbortController();
  let beating: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    try {
      await counter.store((counts) => renewLease(lease, counts));
    } catch (thrown) {
      // A database that cannot be reached for a moment is the commits' concern; a lost lease ends all.
      if (isAppError(thrown, "sync.lease_lost")) lost.abort(thrown);
    } finally {
      beating = null;
    }
  };
  const timer = setInterval(() => void (beating ??= renew()), leaseMs / 5);
  timer.unref();
  return {
    signal: ending ? AbortSignal.any([lost.signal, ending]) : lost.signal,
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
}
