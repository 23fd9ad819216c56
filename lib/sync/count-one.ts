import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import type { BatchAnswer } from "../quickbooks/ask-batch.ts";
import type { QuickBooksClient } from "../quickbooks/client.ts";
import { countOf } from "../quickbooks/query.ts";
import type { QueryForm } from "../quickbooks/query-form.ts";
import type { RecordFilter } from "../quickbooks/statement.ts";
import { isRefusedClause, mayMissInactive } from "./ask-in-form.ts";

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
  if (answer?.kind === "refused" && isAppError(answer.error, "quickbooks.not_offered")) throw answer.error;
  try {
    return { count: await countOf(client, recordType, filter), countsInactive: true };
  } catch (thrown) {
    if (!isRefusedClause(thrown) || !mayMissInactive(recordType, withoutActive)) throw thrown;
    const count = await countOf(client, recordType, { ...filter, form: withoutActive });
    return { count, countsInactive: false };
  }
}
