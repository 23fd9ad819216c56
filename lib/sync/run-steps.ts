import type { RecordType } from "#lib/books/record-type.ts";
import { toAppError, type AppError } from "#lib/core/app-error.ts";
import { markNotOffered } from "#lib/runs/progress/mark-not-offered.ts";
import { failStep } from "#lib/runs/progress/move-steps.ts";
import { inParallel } from "./read/ask/in-parallel.ts";
import type { RunContext } from "./run-context.ts";
import { outcomeOfStep, describeFailure } from "./step-failure.ts";

/** Intuit answers up to ten calls of a company at once; more than four were seen to fail. */
export const callsAtOnce = 4;

export interface FailedStep {
  readonly recordType: RecordType;
  readonly failure: AppError;
}

export interface StepsOutcome {
  readonly finished: readonly RecordType[];
  readonly failed: readonly FailedStep[];
  /** QuickBooks does not offer them to the company. */
  readonly notOffered: readonly RecordType[];
}

/**
 * Works on each type by itself, several at once. A type that fails, or that the company does not have,
 * is noted on its step and does not stop the others.
 *
 * @throws what ends the whole run (see step-failure)
 */
export async function runSteps(
  context: RunContext,
  recordTypes: readonly RecordType[],
  work: (recordType: RecordType) => Promise<void>,
  width: number = callsAtOnce,
): Promise<StepsOutcome> {
  const finished: RecordType[] = [];
  const failed: FailedStep[] = [];
  const notOffered: RecordType[] = [];
  await inParallel(recordTypes, width, async (recordType) => {
    try {
      await work(recordType);
      finished.push(recordType);
    } catch (thrown) {
      context.signal.throwIfAborted();
      const failure = toAppError(thrown);
      const outcome = outcomeOfStep(failure);
      if (outcome === "ends_run") throw thrown;
      await noteFailure(context, recordType, failure, outcome);
      if (outcome === "fails_step") failed.push({ recordType, failure });
      else notOffered.push(recordType);
    }
  });
  return { finished, failed, notOffered };
}

async function noteFailure(
  context: RunContext,
  recordType: RecordType,
  failure: AppError,
  outcome: "not_offered" | "fails_step",
): Promise<void> {
  const message = describeFailure(failure);
  if (outcome === "not_offered") {
    await markNotOffered(context.lease, recordType, message);
    return;
  }
  context.log.warn({ err: failure, recordType, intuitTid: failure.intuitTid }, "a type could not be synced");
  await failStep(context.lease, recordType, {
    code: failure.code,
    detail: message,
    intuitTid: failure.intuitTid ?? null,
  });
}
