import type { RecordType } from "#lib/books/record-type.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import { finishSteps, startSteps } from "#lib/runs/progress/move-steps.ts";
import { askTogether } from "./ask/ask-together.ts";
import { firstPageQuestion } from "./read-pages.ts";
import { ingestFirstPage } from "./read-type.ts";
import type { RunContext } from "../run-context.ts";
import { runSteps, type StepsOutcome } from "../run-steps.ts";

export interface ReadPack extends StepsOutcome {
  /** Types that are not whole yet, each to be read by itself from here on; null: from the beginning. */
  readonly left: ReadonlyMap<RecordType, WindowCursor | null>;
}

/**
 * Reads types whose records fit one answer together, in one request. Each is committed by itself and in the
 * order given, so that what people look at first is there first; a type whose part is missing, refused or
 * may have been cut is left over, and costs the others nothing.
 *
 * @throws what ends the whole run (see step-failure)
 */
export async function readPack(
  context: RunContext,
  recordTypes: readonly RecordType[],
  isNew: (recordType: RecordType) => boolean,
): Promise<ReadPack> {
  await startSteps(context.lease, recordTypes);
  const questions = recordTypes.map((recordType) => firstPageQuestion(context, recordType));
  const { answers } = await askTogether(context.client, questions, context.signal);
  const pages = new Map<RecordType, QueryPage>();
  recordTypes.forEach((recordType, place) => {
    const answer = answers[place];
    if (answer?.kind === "page") pages.set(recordType, answer.page);
  });
  const taken = await ingestPages(context, pages, isNew);
  const unread = recordTypes.filter((recordType) => !pages.has(recordType));
  return {
    ...taken,
    left: new Map([...unread.map((recordType) => [recordType, null] as const), ...taken.left]),
  };
}

/** Takes in first pages that came with other questions. */
export async function ingestPages(
  context: RunContext,
  pages: ReadonlyMap<RecordType, QueryPage>,
  isNew: (recordType: RecordType) => boolean,
): Promise<ReadPack> {
  const left = new Map<RecordType, WindowCursor>();
  const work = async (recordType: RecordType, page: QueryPage): Promise<void> => {
    const next = await ingestFirstPage(context, recordType, page, isNew(recordType));
    if (next === null) await finishSteps(context.lease, [recordType]);
    else left.set(recordType, next);
  };
  const outcome = await runSteps(
    context,
    [...pages.keys()],
    async (recordType) => {
      const page = pages.get(recordType);
      if (page) await work(recordType, page);
    },
    1,
  );
  return { ...outcome, finished: outcome.finished.filter((recordType) => !left.has(recordType)), left };
}
