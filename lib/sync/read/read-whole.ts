import type { RecordType } from "#lib/books/record-type.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import { markNotOffered } from "#lib/runs/progress/mark-not-offered.ts";
import { storeExpected } from "#lib/runs/progress/run-progress.ts";
import { finishSteps, startSteps } from "#lib/runs/progress/move-steps.ts";
import type { SyncStep } from "#lib/runs/progress/prepare-steps.ts";
import type { SourceCounts } from "../reconcile/count-types.ts";
import { inParallel } from "./ask/in-parallel.ts";
import { inReadingOrder, packTypes } from "./pack-types.ts";
import { readPack, ingestPages } from "./read-pack.ts";
import { readType } from "./read-type.ts";
import type { RunContext } from "../run-context.ts";
import { callsAtOnce, runSteps, type FailedStep, type StepsOutcome } from "../run-steps.ts";
import { describeFailure } from "../step-failure.ts";

/**
 * Reads types whole, each from where its step stands. QuickBooks' counts decide how: nothing is asked of
 * empty ones, small ones come together in one answer, and large ones page by page. What people look at
 * first comes first.
 */
export async function readWhole(
  context: RunContext,
  steps: readonly SyncStep[],
  source: SourceCounts,
  isNew: (recordType: RecordType) => boolean,
): Promise<StepsOutcome> {
  const stepOf = new Map(steps.map((step) => [step.recordType, step]));
  const finished = steps.filter((step) => step.state === "done").map((step) => step.recordType);
  const failed: FailedStep[] = [];
  const notOffered: RecordType[] = [];
  const note = (outcome: StepsOutcome): void => {
    finished.push(...outcome.finished);
    failed.push(...outcome.failed);
    notOffered.push(...outcome.notOffered);
  };
  await storeExpected(context.lease, expectedOf(source));
  const open = steps.filter(isOpen).map((step) => step.recordType);
  const { empty, settings, packs, alone } = await sortOut(context, open, stepOf, source);
  await finishSteps(context.lease, empty);
  finished.push(...empty);
  notOffered.push(...open.filter((recordType) => source.notOffered.has(recordType)));

  const left = new Map<RecordType, WindowCursor | null>();
  const readTogether = [
    async () => ingestPages(context, settings, isNew),
    ...packs.map((pack) => async () => readPack(context, pack, isNew)),
  ].map((read) => async (): Promise<void> => {
    const outcome = await read();
    note(outcome);
    for (const [recordType, from] of outcome.left) left.set(recordType, from);
  });
  const readAlone = async (recordType: RecordType, from: WindowCursor | null): Promise<void> => {
    note(
      await runSteps(context, [recordType], async () => {
        await startSteps(context.lease, [recordType]);
        await readType(context, { recordType, from, expectNew: isNew(recordType) });
        await finishSteps(context.lease, [recordType]);
      }),
    );
  };
  const ways = [...readTogether, ...alone.map((one) => () => readAlone(one, cursorOf(stepOf.get(one))))];
  await inParallel(ways, callsAtOnce, (read) => read());
  await inParallel(inReadingOrder([...left.keys()], source.counts), callsAtOnce, (recordType) =>
    readAlone(recordType, left.get(recordType) ?? null),
  );
  return { finished, failed, notOffered };
}

interface SortedOut {
  readonly empty: readonly RecordType[];
  readonly settings: SourceCounts["settings"];
  readonly packs: readonly (readonly RecordType[])[];
  readonly alone: readonly RecordType[];
}

/** Types that the company does not have are noted as such, and are in none of the groups. */
async function sortOut(
  context: RunContext,
  open: readonly RecordType[],
  stepOf: ReadonlyMap<RecordType, SyncStep>,
  source: SourceCounts,
): Promise<SortedOut> {
  const { counts } = source;
  const empty: RecordType[] = [];
  const settings = new Map<RecordType, QueryPage>();
  const small = new Map<RecordType, number>();
  const alone: RecordType[] = [];
  for (const recordType of open) {
    const rejection = source.notOffered.get(recordType);
    const page = source.settings.get(recordType);
    const count = counts.get(recordType);
    if (rejection) await markNotOffered(context.lease, recordType, describeFailure(rejection));
    else if (page) settings.set(recordType, page);
    // Begun already: the rest of it is had by its window.
    else if (count === undefined || cursorOf(stepOf.get(recordType))) alone.push(recordType);
    else if (count === 0) empty.push(recordType);
    else small.set(recordType, count);
  }
  const packing = packTypes(small);
  return {
    empty,
    settings,
    packs: packing.packs,
    alone: inReadingOrder([...packing.alone, ...alone], counts),
  };
}

function isOpen({ state }: SyncStep): boolean {
  return state === "pending" || state === "running";
}

function expectedOf({ counts, settings }: SourceCounts): ReadonlyMap<RecordType, number> {
  const rows = [...settings].map(([recordType, page]): [RecordType, number] => [
    recordType,
    page.rows.length,
  ]);
  return new Map([...counts, ...rows]);
}

function cursorOf(step: SyncStep | undefined): WindowCursor | null {
  return step?.windowAt ? { windowAt: step.windowAt, windowOffset: step.windowOffset } : null;
}
