import type { RecordType } from "../books/record-type.ts";
import { AppError } from "../core/app-error.ts";
import { askBatch } from "./ask-batch.ts";
import type { QuickBooksClient } from "./client.ts";
import type { QueryPage } from "./read-answer.ts";
import type { PageRequest } from "./statement.ts";

/**
 * The pages of one type in the order in which they were asked for. One metered call.
 *
 * @throws AppError `quickbooks.*`, also when a single question is refused or its answer cannot be read.
 */
export async function queryBatch(
  client: QuickBooksClient,
  recordType: RecordType,
  pages: readonly PageRequest[],
  signal?: AbortSignal,
): Promise<readonly QueryPage[]> {
  const questions = pages.map((page) => ({ kind: "page", recordType, page }) as const);
  const { answers } = await askBatch(client, questions, signal);
  return answers.map((answer) => {
    if (answer.kind === "page") return answer.page;
    if (answer.kind === "refused") throw answer.error;
    throw new AppError("quickbooks.malformed", answer.kind === "unread" ? `batch: ${answer.why}` : undefined);
  });
}
