import { noCalls, type CallCounts } from "./call-counts.ts";
import type { ObservedCall } from "#lib/quickbooks/client.ts";

/** Counts what an attempt does between its commits, so that each call is stored once and none is lost. */
export interface RunCounter {
  readonly observe: (call: ObservedCall) => void;
  /** Whether something was imported since the attempt began. */
  readonly progressed: () => boolean;
  readonly noteProgress: () => void;
  /** Runs `commit` with all calls not stored yet; they stay to be stored when it fails. */
  readonly store: <T>(commit: (calls: CallCounts) => Promise<T>) => Promise<T>;
  /** Whether calls were counted that are not stored yet. */
  readonly hasUnstored: () => boolean;
}

/** Of one attempt, from zero. Nothing is stored before `store` is called. */
export function createRunCounter(): RunCounter {
  let hasProgressed = false;
  let waiting: CallCounts = noCalls;
  return {
    observe(call) {
      waiting = add(waiting, countOf(call));
    },
    progressed: () => hasProgressed,
    noteProgress: () => {
      hasProgressed = true;
    },
    hasUnstored: () => Object.values(waiting).some((count) => count > 0),
    async store(commit) {
      const result = waiting;
      waiting = noCalls;
      try {
        return await commit(result);
      } catch (thrown) {
        waiting = add(waiting, result);
        throw thrown;
      }
    },
  };
}

function countOf(call: ObservedCall): CallCounts {
  const one = { ...noCalls, requests: 1 };
  if (call.metered) return { ...one, metered: call.weight };
  if (call.status === 429) return { ...one, throttled: 1 };
  return call.code === null ? { ...one, free: 1 } : { ...one, failed: 1 };
}

function add(left: CallCounts, right: CallCounts): CallCounts {
  return {
    requests: left.requests + right.requests,
    metered: left.metered + right.metered,
    free: left.free + right.free,
    failed: left.failed + right.failed,
    throttled: left.throttled + right.throttled,
  };
}
