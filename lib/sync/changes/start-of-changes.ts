import type { RecordType } from "#lib/books/record-type.ts";
import type { RecordTypeState } from "#lib/store/types/record-type-state.ts";
import { briefOverlapMs, overlapMs } from "./catch-up.ts";
import type { RunContext } from "../run-context.ts";
import type { ChangePlan } from "../type-plan.ts";

export interface StartOfChanges {
  readonly since: Date;
  /** Milliseconds. */
  readonly overlap: number;
  readonly isBrief: boolean;
}

/** So long after a run that read with the whole overlap, a run that a webhook started may leave it out. */
const briefForMs = 5 * 60 * 1000;

/**
 * Where the changes are read from. While an import is under way, runs follow each other by seconds, and to
 * read the last minutes again each time would soon fill QuickBooks' answer and have it asked for in halves.
 * So a run that a webhook started goes on where the last one ended, and leaves the cursor alone: the next run
 * of the clock, or the first after five minutes, reads all from there again.
 */
export function startOfChanges(
  { run, clock }: Pick<RunContext, "run" | "clock">,
  plan: ChangePlan,
  states: ReadonlyMap<RecordType, RecordTypeState>,
  cursorAt: Date,
): StartOfChanges {
  const ages = plan.inStep.map((recordType) => states.get(recordType)?.currentAsOf?.getTime() ?? 0);
  const isBrief =
    run.trigger === "webhook" &&
    run.types.length === 0 &&
    ages.length > 0 &&
    clock.now().getTime() - cursorAt.getTime() < briefForMs;
  if (!isBrief) return { since: cursorAt, overlap: overlapMs, isBrief };
  return { since: new Date(Math.min(...ages)), overlap: briefOverlapMs, isBrief };
}
