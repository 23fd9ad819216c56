// Plans and countries change: what QuickBooks once did not offer a company must be asked for again.

import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError, type AppError } from "#lib/core/app-error.ts";
import { askBatch, mostQuestions, type BatchAnswer } from "#lib/quickbooks/ask-batch.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import { outcomeOfStep } from "#lib/sync/step-failure.ts";

export interface Offers {
  readonly offered: readonly RecordType[];
  /** Refused as before. */
  readonly rejected: readonly { readonly recordType: RecordType; readonly rejection: AppError }[];
}

/**
 * Asks for the count of each, many in one metered call. A type counts as offered as soon as QuickBooks says
 * anything else than that it is not: reading it will tell. One that is not answered for is in neither list.
 */
export async function askOffered(
  client: QuickBooksClient,
  recordTypes: readonly RecordType[],
  signal?: AbortSignal,
): Promise<Offers> {
  const offered: RecordType[] = [];
  const rejected: { recordType: RecordType; rejection: AppError }[] = [];
  for (let start = 0; start < recordTypes.length; start += mostQuestions) {
    const together = recordTypes.slice(start, start + mostQuestions);
    const answers = await answersFor(client, together, signal);
    for (const [place, recordType] of together.entries()) {
      const answer = answers?.[place];
      if (answers === null || answer?.kind === "count") offered.push(recordType);
      else if (answer?.kind !== "rejected") continue;
      else if (answer.error.code === "quickbooks.not_offered") {
        rejected.push({ recordType, rejection: answer.error });
      } else if (answer.error.code === "quickbooks.rejected") offered.push(recordType);
    }
  }
  return { offered, rejected };
}

/** Null where QuickBooks does not take the questions together. */
async function answersFor(
  client: QuickBooksClient,
  recordTypes: readonly RecordType[],
  signal: AbortSignal | undefined,
): Promise<readonly BatchAnswer[] | null> {
  const questions = recordTypes.map((recordType) => ({ kind: "count", recordType }) as const);
  try {
    return (await askBatch(client, questions, signal)).answers;
  } catch (thrown) {
    if (isAppError(thrown, "quickbooks.rejected")) return null;
    signal?.throwIfAborted();
    // What nobody could be asked about stays as it was; the sync of everything else goes on.
    if (isAppError(thrown) && outcomeOfStep(thrown) !== "ends_run") return [];
    throw thrown;
  }
}
