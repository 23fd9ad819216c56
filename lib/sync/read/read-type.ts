import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import type { WindowBounds } from "./page-position.ts";
import { readFirstPage, readPages, type PageRange, type ReadPage } from "./read-pages.ts";
import type { RunContext } from "../run-context.ts";
import { ingestPage } from "./ingest-page.ts";

export interface TypeReading extends Omit<PageRange, "expectNew"> {
  /** Whether most records are expected not to be stored yet; later pages go by what the earlier brought. */
  readonly expectNew: boolean;
}

/**
 * Takes in a type's records; each page commits together with the step's cursor behind it. Returns where
 * to go on, null when the type has been read to its end.
 */
export async function readType(context: RunContext, reading: TypeReading): Promise<WindowCursor | null> {
  let { expectNew } = reading;
  let next: WindowCursor | null = null;
  for await (const page of pagesOf(context, { ...reading, expectNew: () => expectNew })) {
    next = page.next;
    const counts = await ingestPage(context, {
      recordType: reading.recordType,
      incoming: page.incoming,
      readAt: page.readAt,
      seen: page.fresh,
      cursor: next ?? undefined,
    });
    expectNew = isMostlyNew(counts);
  }
  return next;
}

/**
 * Takes in a first page that came in a batch, as {@link readType} would. Returns where to go on, null when
 * the type has been read to its end.
 */
export async function ingestFirstPage(
  context: RunContext,
  recordType: RecordType,
  answer: QueryPage,
  expectNew: boolean,
): Promise<WindowCursor | null> {
  const { incoming, readAt, fresh, next } = readFirstPage(recordType, answer, expectNew);
  await ingestPage(context, { recordType, incoming, readAt, seen: fresh, cursor: next ?? undefined });
  return next;
}

/** Of exchange rates QuickBooks may refuse to give a list; their days are asked for by name later. */
async function* pagesOf(context: RunContext, range: PageRange): AsyncGenerator<ReadPage> {
  let listed = intuitEntity(range.recordType).access !== "day";
  try {
    for await (const page of readPages(context, range)) {
      listed = true;
      yield page;
    }
  } catch (thrown) {
    if (listed || !isAppError(thrown, "quickbooks.rejected")) throw thrown;
  }
}

function isMostlyNew(counts: RecordCounts): boolean {
  return counts.created > counts.unchanged + counts.derivedOnly + counts.changed;
}

/** Takes in what lies in a window, beside the step's own progress, and tells which Ids were there. */
export async function readWindow(
  context: RunContext,
  recordType: RecordType,
  bounds: WindowBounds,
  met: (sourceIds: readonly string[]) => void = () => undefined,
): Promise<void> {
  const range = { recordType, from: null, ...bounds, expectNew: () => false };
  for await (const { incoming, readAt } of pagesOf(context, range)) {
    await ingestPage(context, { recordType, incoming, readAt, seen: 0 });
    met(incoming.sourceIds);
  }
}
