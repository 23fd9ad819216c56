import type { RecordType } from "../books/record-type.ts";
import { countOf } from "../quickbooks/query.ts";
import type { WindowCursor } from "../store/advance-run.ts";
import { noteExpected } from "../store/run-progress.ts";
import { changeStep, type SyncStep } from "../store/sync-steps.ts";
import { askCountInForm } from "./ask-in-form.ts";
import { readType } from "./read-type.ts";
import { companyFilter } from "./record-filter.ts";
import type { RunContext } from "./run-context.ts";
import { runSteps, type StepsOutcome } from "./run-steps.ts";

/**
 * Reads types whole, each from where its step stands. First one page of each, which is all that most
 * types have: after that it is known how much there is. The large ones follow, the largest first.
 */
export async function readWhole(
  context: RunContext,
  steps: readonly SyncStep[],
  isNew: (recordType: RecordType) => boolean,
): Promise<StepsOutcome> {
  const stepOf = new Map(steps.map((step) => [step.recordType, step]));
  const open = steps.filter((step) => step.state === "pending" || step.state === "running");
  const unfinished = new Map<RecordType, { readonly from: WindowCursor; readonly expected: number }>();

  const first = await runSteps(context, open.map(typeOf), async (recordType) => {
    const expectNew = isNew(recordType);
    const from = cursorOf(stepOf.get(recordType));
    await changeStep(context.lease, recordType, { state: "running" });
    const next = await readType(context, { recordType, from, pages: 1, expectNew });
    if (next === null) {
      await changeStep(context.lease, recordType, { state: "done" });
      return;
    }
    const { answer: expected } = await askCountInForm(context, recordType, companyFilter(context), (filter) =>
      countOf(context.client, recordType, filter),
    );
    await changeStep(context.lease, recordType, { expected });
    unfinished.set(recordType, { from: next, expected });
  });
  await noteExpected(context.lease);

  const largestFirst = [...unfinished].sort(([, left], [, right]) => right.expected - left.expected);
  const second = await runSteps(
    context,
    largestFirst.map(([recordType]) => recordType),
    async (recordType) => {
      const from = unfinished.get(recordType)?.from ?? null;
      await readType(context, { recordType, from, expectNew: isNew(recordType) });
      await changeStep(context.lease, recordType, { state: "done" });
    },
  );

  const done = steps.filter((step) => step.state === "done").map(typeOf);
  const finishedFirst = first.finished.filter((recordType) => !unfinished.has(recordType));
  return {
    finished: [...done, ...finishedFirst, ...second.finished],
    failed: [...first.failed, ...second.failed],
    notOffered: [...first.notOffered, ...second.notOffered],
  };
}

function typeOf(step: SyncStep): RecordType {
  return step.recordType;
}

function cursorOf(step: SyncStep | undefined): WindowCursor | null {
  return step?.windowAt ? { windowAt: step.windowAt, windowOffset: step.windowOffset } : null;
}
