import type { RecordType } from "#lib/books/record-type.ts";
import { askBatch, batchLimit, mostQuestions } from "#lib/quickbooks/ask-batch.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { askForRecords } from "./ask-for-records.ts";
import { readRows } from "../map-rows.ts";
import type { RunContext } from "#lib/sync/run-context.ts";
import { ingestPage } from "../ingest-page.ts";

/** Takes in single records of several types as QuickBooks has them; few of them cost one call. */
export async function askForTypes(
  context: RunContext,
  idsOf: ReadonlyMap<RecordType, readonly string[]>,
): Promise<void> {
  const count = [...idsOf.values()].reduce((sum, ids) => sum + ids.length, 0);
  const unread =
    idsOf.size < 2 || idsOf.size > mostQuestions || count >= batchLimit
      ? [...idsOf.keys()]
      : await askTogether(context, idsOf);
  for (const recordType of unread) await askForRecords(context, recordType, idsOf.get(recordType) ?? []);
}

/** Returns the types that must be asked for by themselves. */
async function askTogether(
  context: RunContext,
  idsOf: ReadonlyMap<RecordType, readonly string[]>,
): Promise<readonly RecordType[]> {
  const { client, signal, clock } = context;
  // What has no Id of its own cannot be asked for by it.
  const askable = [...idsOf].filter(([recordType]) => intuitEntity(recordType).access === "window");
  const questions = askable.map(
    ([recordType, ids]) =>
      ({
        kind: "page",
        recordType,
        page: { ids, startPosition: 1, maxResults: 1000, orderBy: "id" },
      }) as const,
  );
  const { answers, time } = await askBatch(client, questions, signal);
  const unread: RecordType[] = [];
  for (const [place, { recordType }] of questions.entries()) {
    const answer = answers[place];
    if (answer?.kind !== "page") {
      unread.push(recordType);
      continue;
    }
    const { incoming } = readRows(recordType, answer.page.rows, false);
    await ingestPage(context, { recordType, incoming, readAt: answer.page.time ?? time ?? clock.now() });
  }
  return unread;
}
