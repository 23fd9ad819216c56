import type { RecordType } from "../books/record-type.ts";
import { compareCounts, type Comparison } from "./compare-counts.ts";
import { settleDifference } from "./find-difference.ts";
import type { RunContext } from "./run-context.ts";
import { runSteps, type FailedStep } from "./run-steps.ts";

/** Rounds of catching up and counting again, for a company that goes on working meanwhile. */
const rounds = 3;

export interface SettledCounts {
  /** Equal, or not countable. */
  readonly equal: readonly RecordType[];
  readonly different: readonly Comparison[];
  readonly failed: readonly FailedStep[];
}

/**
 * Compares each type's count with QuickBooks' own until they are equal. First what has changed meanwhile
 * is caught up with, for that is what most differences are; from then on the difference is looked for.
 */
export async function settleCounts(
  context: RunContext,
  recordTypes: readonly RecordType[],
  catchUp: () => Promise<void>,
): Promise<SettledCounts> {
  const failed: FailedStep[] = [];
  const equal: RecordType[] = [];
  let open = recordTypes;
  let different: Comparison[] = [];
  for (let round = 1; round <= rounds && open.length > 0; round += 1) {
    if (round > 1) await catchUp();
    different = [];
    const outcome = await runSteps(context, open, async (recordType) => {
      const before = await compareCounts(context, recordType);
      if (before === null || isEqual(before)) return void equal.push(recordType);
      if (round === 1) return void different.push(before);
      await settleDifference(context, before);
      const after = await compareCounts(context, recordType);
      if (after === null || isEqual(after)) equal.push(recordType);
      else different.push(after);
    });
    failed.push(...outcome.failed);
    open = different.map((one) => one.recordType);
  }
  return { equal, different, failed };
}

function isEqual({ sourceCount, ourCount }: Comparison): boolean {
  return sourceCount === ourCount;
}
