import type { ErrorCode } from "#lib/core/failures.ts";
import { doing } from "#lib/db/current-work.ts";
import type { CallOutcome } from "#lib/quickbooks/pacing.ts";
import { addToCircuit } from "./circuit.ts";

const noAnswer: ReadonlySet<ErrorCode | null> = new Set(["quickbooks.unavailable", "quickbooks.timeout"]);

/** Whether an outcome speaks against Intuit as a whole, not against one company or one request. */
export function isOutage(outcome: CallOutcome): boolean {
  return outcome.status === null ? noAnswer.has(outcome.code) : outcome.status >= 500;
}

const flushEveryMs = 1_000;

/**
 * Collects outcomes and tells the shared circuit about once a second: a statement per second and process
 * instead of one per call. What a killed process had not told yet is lost, which costs a second of notice.
 */
export function createCallCounter(onError: (thrown: unknown) => void): { count(outcome: CallOutcome): void } {
  let calls = 0;
  let failures = 0;
  let lastErrorCode: ErrorCode | null = null;
  let timer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    timer = undefined;
    const counter = { calls, failures, lastErrorCode };
    calls = 0;
    failures = 0;
    lastErrorCode = null;
    // Not as work of the request or job whose call happened to be the first.
    doing({ kind: "step" }, () => addToCircuit(counter)).catch(onError);
  };

  return {
    count(outcome) {
      calls += 1;
      if (isOutage(outcome)) {
        failures += 1;
        lastErrorCode = outcome.code;
      }
      timer ??= setTimeout(tell, flushEveryMs).unref();
    },
  };
}
