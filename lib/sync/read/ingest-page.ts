import type { RecordType } from "#lib/books/record-type.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import { commitPage } from "#lib/runs/commit/commit-page.ts";
import type { IncomingPage } from "#lib/store/write/incoming-page.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import { readRows } from "./map-rows.ts";
import type { RunContext } from "../run-context.ts";

export interface PageToTake {
  readonly recordType: RecordType;
  readonly incoming: IncomingPage;
  readonly readAt: Date | null;
  /** Default: all of them. */
  readonly seen?: number;
  readonly cursor?: WindowCursor | undefined;
  readonly because?: "merged" | undefined;
}

/** Takes one answer's records of a type in. @throws AppError `sync.lease_lost` */
export async function takePage(context: RunContext, page: PageToTake): Promise<RecordCounts> {
  const { recordType, incoming, cursor } = page;
  const seen = page.seen ?? incoming.sourceIds.length;
  const hasOpenFailures = context.withFailures.has(recordType);
  const thorough = context.run.kind === "repair";
  const counts = await context.tally.store((calls) =>
    commitPage(context.lease, { ...page, seen, cursor, hasOpenFailures, thorough }, calls),
  );
  incoming.free();
  if (cursor || counts.created + counts.changed + counts.touched > 0) context.tally.noteProgress();
  if (counts.failed > 0) context.withFailures.add(recordType);
  return counts;
}

export interface RecordsToTake extends Omit<PageToTake, "incoming"> {
  readonly records: readonly WireRecord[];
}

/** As {@link takePage}, for records of which most are expected to be held already. */
export function takeRecords(context: RunContext, { records, ...page }: RecordsToTake): Promise<RecordCounts> {
  return takePage(context, { ...page, incoming: readRows(page.recordType, records, false).incoming });
}
