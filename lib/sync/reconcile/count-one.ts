import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import type { BatchAnswer } from "#lib/quickbooks/ask-batch.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import { countOf } from "#lib/quickbooks/query.ts";
import type { QueryForm } from "#lib/quickbooks/query-form.ts";
import type { RecordFilter } from "#lib/quickbooks/statement.ts";
import { isRejectedClause, mayMissInactive } from "../read/ask/ask-in-form.ts";

interface OneCount {
  readonly count: number;
  /** False where the question cannot name inactive records: they are left out. */
  readonly countsInactive: boolean;
}

/** In a count there are no other clauses of ours that QuickBooks may refuse. */
const withoutActive: QueryForm = new Set(["active"]);

/**
 * QuickBooks' count of a type, for a look at it outside of any run: from the batch that asked for it, else
 * asked for by itself, where QuickBooks refuses the filter that includes inactive records without it.
 */
export async function countOne(
  client: QuickBooksClient,
  recordType: RecordType,
  filter: RecordFilter,
  answer: BatchAnswer | undefined,
): Promise<OneCount> {
  if (answer?.kind === "count" && answer.count !== null) return { count: answer.count, countsInactive: true };
  if (answer?.kind === "rejected" && isAppError(answer.error, "quickbooks.not_offered")) throw answer.error;
  try {
    return { count: await countOf(client, recordType, filter), countsInactive: true };
  } catch (thrown) {
    if (!isRejectedClause(thrown) || !mayMissInactive(recordType, withoutActive)) throw thrown;
    const count = await countOf(client, recordType, { ...filter, form: withoutActive });
    return { count, countsInactive: false };
  }
}
