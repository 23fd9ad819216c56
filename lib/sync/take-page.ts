import type { RecordType } from "../books/record-type.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import type { WindowCursor } from "../store/advance-run.ts";
import { commitPage } from "../store/commit-page.ts";
import type { RecordCounts } from "../store/record-counts.ts";
import { toIncoming } from "./incoming.ts";
import type { RunContext } from "./run-context.ts";

export interface PageToTake {
  readonly recordType: RecordType;
  readonly records: readonly WireRecord[];
  readonly readAt: Date | null;
  /** Default: all of them. */
  readonly seen?: number;
  readonly cursor?: WindowCursor | undefined;
  /** Whether most are expected not to be held yet. Decides only what the page costs. */
  readonly expectNew?: boolean;
  readonly because?: "merged";
}

/** Takes one answer's records of a type in. @throws AppError `sync.lease_lost` */
export async function takePage(context: RunContext, page: PageToTake): Promise<RecordCounts> {
  const { recordType, records, readAt, cursor } = page;
  const incoming = toIncoming(recordType, records, page.expectNew ?? false);
  const hasOpenFailures = context.withFailures.has(recordType);
  const counts = await context.tally.store((calls) =>
    commitPage(
      context.lease,
      {
        recordType,
        records: incoming,
        readAt,
        seen: page.seen ?? records.length,
        cursor,
        hasOpenFailures,
        because: page.because,
      },
      calls,
    ),
  );
  if (cursor || counts.created + counts.changed + counts.touched > 0) context.tally.noteProgress();
  if (counts.failed > 0) context.withFailures.add(recordType);
  return counts;
}
