import type { RecordType } from "#lib/books/record-type.ts";
import type { BatchQuestion } from "#lib/quickbooks/ask-batch.ts";
import { usualForm, type QueryForm } from "#lib/quickbooks/query-form.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import type { IncomingPage } from "#lib/store/write/incoming-page.ts";
import { askPageInForm } from "./ask/ask-in-form.ts";
import { readRows } from "./map-rows.ts";
import { positionProgress, positionRequest, type WindowBounds } from "./page-position.ts";
import { queryAround } from "./ask/query-around.ts";
import { companyFilter } from "./ask/record-filter.ts";
import type { RunContext } from "../run-context.ts";

export interface PageRange extends WindowBounds {
  readonly recordType: RecordType;
  /** Where an earlier reading had come to. Null: from the beginning. */
  readonly from: WindowCursor | null;
  /** Default: as many as there are. */
  readonly pages?: number | undefined;
  /** Whether most of a page are expected not to be stored yet. Decides only what it costs. */
  readonly expectNew: () => boolean;
}

export interface ReadPage {
  readonly incoming: IncomingPage;
  /** QuickBooks' time of the answer. */
  readonly readAt: Date | null;
  /** Records that no page before this one has shown. */
  readonly fresh: number;
  /** Where to go on; null when this was the last. */
  readonly next: WindowCursor | null;
}

/**
 * A type's records, page by page. The next page is already asked for while the caller works on one; when the
 * caller leaves early, that question is called off, and has ended when the generator has.
 */
export async function* readPages(context: RunContext, range: PageRange): AsyncGenerator<ReadPage> {
  const left = new AbortController();
  const asking = { ...context, signal: AbortSignal.any([context.signal, left.signal]) };
  let cursor = range.from;
  let fetching = fetchPage(asking, range, cursor);
  try {
    for (let count = 1; ; count += 1) {
      const page: FetchedPage = await fetching;
      const progress = positionProgress(page.form, range.recordType, cursor, range, page.updatedAt);
      const goesOn = progress.next !== null && count !== range.pages;
      if (goesOn) {
        fetching = fetchPage(asking, range, progress.next);
        // Its failure is met in the next round; until then nobody waits for it.
        fetching.catch(() => undefined);
      }
      yield { incoming: page.incoming, readAt: page.readAt, fresh: progress.fresh, next: progress.next };
      if (!goesOn) return;
      cursor = progress.next;
    }
  } finally {
    left.abort();
    await fetching.catch(() => undefined);
  }
}

interface FetchedPage {
  readonly incoming: IncomingPage;
  readonly updatedAt: readonly Date[];
  readonly readAt: Date | null;
  readonly form: QueryForm;
}

/** Makes the answer's rows before it returns, so that a page that waits holds on to no objects. */
async function fetchPage(
  context: RunContext,
  range: PageRange,
  cursor: WindowCursor | null,
): Promise<FetchedPage> {
  const { recordType } = range;
  const { answer, form } = await askPageInForm(
    context,
    recordType,
    (inForm) => ({
      ...companyFilter(context, range.dates),
      ...positionRequest(inForm, recordType, cursor, range),
    }),
    (page) => queryAround(context.client, recordType, page),
  );
  return openPage(recordType, answer, form, range.expectNew(), cursor?.windowAt ?? range.updatedFrom);
}

function openPage(
  recordType: RecordType,
  { rows, time }: QueryPage,
  form: QueryForm,
  expectNew: boolean,
  from: Date | undefined,
): FetchedPage {
  const { incoming, updatedAt } = readRows(recordType, rows, expectNew);
  return { incoming, updatedAt: filledIn(updatedAt, from, time), readAt: time, form };
}

/** What a type's first page is asked by in the usual form, where it is one question of a batch. */
export function firstPageQuestion(
  context: RunContext,
  recordType: RecordType,
  bounds: WindowBounds = {},
): BatchQuestion {
  const page = { ...companyFilter(context), ...positionRequest(usualForm, recordType, null, bounds) };
  return { kind: "page", recordType, page };
}

/** A first page that came in a batch. */
export function readFirstPage(
  recordType: RecordType,
  answer: QueryPage,
  expectNew: boolean,
  bounds: WindowBounds = {},
): ReadPage {
  const page = openPage(recordType, answer, usualForm, expectNew, bounds.updatedFrom);
  const { fresh, next } = positionProgress(usualForm, recordType, null, bounds, page.updatedAt);
  return { incoming: page.incoming, readAt: page.readAt, fresh, next };
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * A record whose time cannot be read counts here as its neighbour, and so does one whose time lies a day
 * ahead of the answer: the cursor would pass over all that is still to be read.
 */
function filledIn(
  updatedAt: readonly (Date | null)[],
  from: Date | undefined,
  readAt: Date | null,
): readonly Date[] {
  const latest = readAt === null ? Infinity : readAt.getTime() + dayMs;
  let last = from ?? new Date(0);
  return updatedAt.map((at) => (last = at === null || at.getTime() > latest ? last : at));
}
