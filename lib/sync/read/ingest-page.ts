import type { RecordType } from "#lib/books/record-type.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import { commitPage } from "#lib/runs/commit/commit-page.ts";
import type { IncomingPage } from "#lib/store/write/incoming-page.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import { readRows } from "./map-rows.ts";
import type { RunContext } from "../run-context.ts";

export interface PageToIngest {
  readonly recordType: RecordType;
  readonly incoming: IncomingPage;
  readonly readAt: Date | null;
  /** Default: all of them. */
  readonly seen?: number;
  readonly cursor?: WindowCursor | undefined;
  readonly because?: "merged" | undefined;
}

/** Takes one answer's records of a type in. @throws AppError `sync.lease_lost` */
export async function ingestPage(context: RunContext, page: PageToIngest): Promise<RecordCounts> {
  const { recordType, incoming, cursor } = page;
  const seen = page.seen ?? incoming.sourceIds.length;
  const hasOpenFailures = context.withFailures.has(recordType);
  const force = context.run.kind === "repair";
  const counts = await context.counter.store((calls) =>
    commitPage(context.lease, { ...page, seen, cursor, hasOpenFailures, force }, calls),
  );
  incoming.free();
  if (cursor || counts.created + counts.changed + counts.derivedOnly > 0) context.counter.noteProgress();
  if (counts.failed > 0) context.withFailures.add(recordType);
  return counts;
}

export interface RecordsToIngest extends Omit<PageToIngest, "incoming"> {
  readonly records: readonly WireRecord[];
}

/** As {@link ingestPage}, for records of which most are expected to be stored already. */
export function ingestRecordsOf(
  context: RunContext,
  { records, ...page }: RecordsToIngest,
): Promise<RecordCounts> {
  return ingestPage(context, { ...page, incoming: readRows(page.recordType, records, false).incoming });
}
