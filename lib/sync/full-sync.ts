import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { inheritSteps } from "#lib/runs/progress/inherit-steps.ts";
import { listRecordTypeStates } from "#lib/store/types/record-type-state.ts";
import { storeReadFrom } from "#lib/runs/progress/run-progress.ts";
import { markNamesReadWhole } from "./changes/unchecked-names.ts";
import { prepareSteps, type SyncStep } from "#lib/runs/progress/prepare-steps.ts";
import { catchUp, overlapMs } from "./changes/catch-up.ts";
import { countTypes, isSetting } from "./reconcile/count-types.ts";
import { completeRates } from "./read/complete-rates.ts";
import { followLostNames } from "./changes/follow-lost-names.ts";
import { followReportedMerges } from "./changes/follow-merges.ts";
import { fetchQuickBooksTime } from "./read/ask/quickbooks-time.ts";
import { readWhole } from "./read/read-whole.ts";
import type { RunContext } from "./run-context.ts";
import type { RunResult } from "./run-result.ts";
import { runSteps, type FailedStep } from "./run-steps.ts";
import { reconcileCounts } from "./reconcile/reconcile-counts.ts";
import { ingestConsented } from "./read/ingest-consented.ts";
import { typesOfRun } from "./type-plan.ts";

/**
 * Takes in everything: has QuickBooks count each type, which tells its time too, reads each type whole, takes
 * in what has changed since that time, and compares counts. A resumed run goes on where each type's step
 * stands, and so does a retry of one that had failed.
 */
export async function runFullSync(context: RunContext): Promise<RunResult> {
  const { run, lease } = context;
  const recordTypes = typesOfRun(run.types, run.company.selectedTypes);
  const inherited = run.trigger === "retry" && run.readFromAt === null ? await inheritSteps(lease) : null;
  const steps = await ingestConsented(context, await prepareSteps(lease, recordTypes));
  const source = await countTypes(context, typesToCount(steps));
  const readFromAt = run.readFromAt ?? inherited ?? (await beginReading(context, source.time));
  const states = await withTenant(lease.organizationId, (sql) => listRecordTypeStates(sql, lease.companyId));
  const isNew = (recordType: RecordType): boolean => !states.get(recordType)?.backfilledAt;
  const read = await readWhole(context, steps, source, isNew);
  // Which days' rates matter is known once the transactions are in.
  const rates = read.finished.filter((recordType) => intuitEntity(recordType).access === "day");
  const completed = await runSteps(context, rates, () => completeRates(context));

  const reported = read.finished.filter(
    (recordType) => intuitEntity(recordType).inChanges && states.get(recordType)?.notInCdc !== true,
  );
  const caught = catchUpRepeatedly(context, reported, readFromAt);
  await caught.again();
  const reconciled = await reconcileCounts(context, read.finished, {
    source,
    moved: caught.moved(),
    catchUp: caught.again,
  });

  const failed = unique([...read.failed, ...completed.failed, ...caught.failed(), ...reconciled.failed]);
  const lost = new Set(failed.map((one) => one.recordType));
  const current = read.finished.filter((recordType) => !lost.has(recordType));
  // Types read in part only leave the cursor alone: it speaks for all that the company keeps.
  const coversAll = run.types.length === 0;
  await followReportedMerges(context);
  // QuickBooks stamps to the second, and a moment's clocks differ: names near the start are looked at.
  const before = new Date(readFromAt.getTime() - overlapMs);
  if (coversAll && failed.length === 0) await markNamesReadWhole(lease, before);
  await followLostNames(context);
  const asOf = caught.asOf();
  return {
    current,
    readWhole: current,
    different: reconciled.different,
    failed,
    asOf,
    // Nothing tells what changed of these while the others were read.
    notInCdc: { recordTypes: current.filter((one) => !reported.includes(one)), asOf: readFromAt },
    changesCursorAt: coversAll || run.company.changesCursorAt === null ? asOf : null,
  };
}

/** Of types that an earlier attempt has read, too: their counts are of today. Settings are not read twice. */
function typesToCount(steps: readonly SyncStep[]): readonly RecordType[] {
  return steps
    .filter(({ recordType, state }) => state !== "done" || !isSetting(recordType))
    .map((step) => step.recordType);
}

async function beginReading(context: RunContext, countedAt: Date | null): Promise<Date> {
  const readFromAt = countedAt ?? (await fetchQuickBooksTime(context));
  await storeReadFrom(context.lease, readFromAt);
  return readFromAt;
}

/** Each time from where the last time ended. */
function catchUpRepeatedly(
  context: RunContext,
  recordTypes: readonly RecordType[],
  since: Date,
): {
  readonly again: () => Promise<void>;
  readonly asOf: () => Date;
  readonly failed: () => readonly FailedStep[];
  readonly moved: () => ReadonlySet<RecordType>;
} {
  let asOf = since;
  const moved = new Set<RecordType>();
  const failed: FailedStep[] = [];
  return {
    again: async () => {
      if (recordTypes.length === 0) return;
      const caught = await catchUp(context, recordTypes, asOf);
      asOf = caught.asOf;
      failed.push(...caught.failed);
      for (const recordType of caught.moved) moved.add(recordType);
    },
    asOf: () => asOf,
    failed: () => failed,
    moved: () => moved,
  };
}

function unique(failed: readonly FailedStep[]): readonly FailedStep[] {
  return [...new Map(failed.map((one) => [one.recordType, one])).values()];
}
