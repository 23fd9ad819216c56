import type { RecordType } from "#lib/books/record-type.ts";
import { compareAll, compareCounts, type Comparison } from "./compare-counts.ts";
import { countTypes, isSetting, type SourceCounts } from "./count-types.ts";
import { reconcileDifference } from "./reconcile-difference.ts";
import type { RunContext } from "../run-context.ts";
import { runSteps, type FailedStep } from "../run-steps.ts";

/** Rounds of catching up and counting again, for a company that goes on working meanwhile. */
const rounds = 3;

/** QuickBooks is asked again for what it counted longer ago, though no change was told of since. */
const goodForMs = 10 * 60 * 1000;

export interface ReconciledCounts {
  /** Equal, or not countable. */
  readonly equal: readonly RecordType[];
  readonly different: readonly Comparison[];
  readonly failed: readonly FailedStep[];
}

export interface CountedBefore {
  /** As the types were counted before they were read. */
  readonly source: SourceCounts;
  /** Types of which changes were told since. */
  readonly moved: ReadonlySet<RecordType>;
  readonly catchUp: () => Promise<void>;
}

/**
 * Compares each type's count with QuickBooks' own until they are equal. What was counted before it was read
 * is counted again only where something may have moved since, or where we hold another number. Then what
 * has changed meanwhile is caught up with, for that is what most differences are; from then on the
 * difference is looked for.
 */
export async function reconcileCounts(
  context: RunContext,
  recordTypes: readonly RecordType[],
  { source, moved, catchUp }: CountedBefore,
): Promise<ReconciledCounts> {
  const failed: FailedStep[] = [];
  const known = knownCounts(context, recordTypes, source, moved);
  const before = await compareAll(context, known, source.countedAt);
  const equal = recordTypes.filter((recordType) => isFinished(before.get(recordType)));
  let open = recordTypes.filter((recordType) => !equal.includes(recordType));
  let different: readonly Comparison[] = [];
  for (let round = 1; round <= rounds && open.length > 0; round += 1) {
    if (round > 1) await catchUp();
    const counted = await countAgain(context, open);
    failed.push(...counted.failed);
    equal.push(...counted.equal);
    different = counted.different;
    if (round > 1 && different.length > 0) {
      const reconciled = await reconcileEach(context, different);
      failed.push(...reconciled.failed);
      equal.push(...reconciled.equal);
      different = reconciled.different;
    }
    open = different.map((one) => one.recordType);
  }
  return { equal, different, failed };
}

/** What is still true of the counts that were made before the types were read. */
function knownCounts(
  context: RunContext,
  recordTypes: readonly RecordType[],
  { counts, uncounted, countedAt }: SourceCounts,
  moved: ReadonlySet<RecordType>,
): ReadonlyMap<RecordType, number | null> {
  const isOld = context.clock.now().getTime() - countedAt.getTime() > goodForMs;
  const known = new Map<RecordType, number | null>();
  for (const recordType of recordTypes) {
    const count = counts.get(recordType);
    if (isSetting(recordType)) known.set(recordType, oneObject);
    else if (uncounted.has(recordType)) known.set(recordType, null);
    else if (count !== undefined && !isOld && !moved.has(recordType)) known.set(recordType, count);
  }
  return known;
}

/** Of each kind of settings every company has one. */
const oneObject = 1;

async function reconcileEach(
  context: RunContext,
  different: readonly Comparison[],
): Promise<ReconciledCounts> {
  const found = new Map(different.map((one) => [one.recordType, one]));
  const searched = await runSteps(context, [...found.keys()], async (recordType) => {
    const difference = found.get(recordType);
    if (difference) await reconcileDifference(context, difference);
  });
  const counted = await countAgain(context, searched.finished);
  return { ...counted, failed: [...searched.failed, ...counted.failed] };
}

/** Together, and what that does not tell each by itself. */
async function countAgain(
  context: RunContext,
  recordTypes: readonly RecordType[],
): Promise<ReconciledCounts> {
  const countable = recordTypes.filter((recordType) => !isSetting(recordType));
  const source = await countTypes(context, countable);
  const known = knownCounts(context, recordTypes, source, new Set());
  const compared = new Map(await compareAll(context, known, source.countedAt));
  const rest = recordTypes.filter((recordType) => !known.has(recordType));
  const apart = await runSteps(context, rest, async (recordType) => {
    compared.set(recordType, await compareCounts(context, recordType));
  });
  return {
    equal: [...compared.keys()].filter((recordType) => isFinished(compared.get(recordType))),
    different: [...compared.values()].flatMap((one) => (one && !isFinished(one) ? [one] : [])),
    failed: apart.failed,
  };
}

/** Null: there is nothing to compare. */
function isFinished(comparison: Comparison | null | undefined): boolean {
  if (comparison === undefined) return false;
  return comparison === null || comparison.sourceCount === comparison.ourCount;
}
