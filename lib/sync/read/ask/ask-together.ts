import { isAppError, toAppError, type AppError } from "#lib/core/app-error.ts";
import {
  askBatch,
  mostQuestions,
  type BatchAnswer,
  type BatchAnswers,
  type BatchQuestion,
} from "#lib/quickbooks/ask-batch.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import { inParallel } from "./in-parallel.ts";
import { callsAtOnce } from "#lib/sync/run-steps.ts";
import { outcomeOfStep } from "#lib/sync/step-failure.ts";

/**
 * Asks any number of questions in as few batches as they need. A batch that QuickBooks
 * refuses as a whole is halved, as where it takes fewer questions at once than it says. What no batch tells
 * is left "unread", for the caller to ask by itself: one bad question must not cost the others.
 *
 * @throws what ends a whole run (see step-failure)
 */
export async function askTogether(
  client: QuickBooksClient,
  questions: readonly BatchQuestion[],
  signal?: AbortSignal,
): Promise<BatchAnswers> {
  const starts = questions.flatMap((_, place) => (place % mostQuestions === 0 ? [place] : []));
  const parts = new Map<number, BatchAnswers>();
  await inParallel(starts, callsAtOnce, async (start) => {
    parts.set(start, await askPart(client, questions.slice(start, start + mostQuestions), signal));
  });
  return join(starts.flatMap((start) => parts.get(start) ?? []));
}

async function askPart(
  client: QuickBooksClient,
  questions: readonly BatchQuestion[],
  signal: AbortSignal | undefined,
): Promise<BatchAnswers> {
  try {
    return await askBatch(client, questions, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    const failure = toAppError(thrown);
    if (outcomeOfStep(failure) === "ends_run") throw thrown;
    if (!isAppError(failure, "quickbooks.rejected") || questions.length === 1) {
      return { answers: questions.map(() => unread(failure)), time: null };
    }
    const middle = Math.ceil(questions.length / 2);
    return join([
      await askPart(client, questions.slice(0, middle), signal),
      await askPart(client, questions.slice(middle), signal),
    ]);
  }
}

function unread(failure: AppError): BatchAnswer {
  return { kind: "unread", why: `the batch failed (${failure.code})` };
}

/** Of the times the earliest: what happened before it is in all of the answers. */
function join(parts: readonly BatchAnswers[]): BatchAnswers {
  const times = parts.flatMap(({ time }) => (time === null ? [] : [time.getTime()]));
  return {
    answers: parts.flatMap((part) => part.answers),
    time: times.length === 0 ? null : new Date(Math.min(...times)),
  };
}
