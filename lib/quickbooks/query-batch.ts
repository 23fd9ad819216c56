// Intuit's batch endpoint, for questions only: many small ones in one call. Source: Intuit's page on batch.

import type { RecordType } from "../books/record-type.ts";
import { AppError } from "../core/app-error.ts";
import type { CallReply, QuickBooksClient } from "./client.ts";
import { faultError, readFault } from "./fault.ts";
import { pageOf, pageStatement, type PageRequest, type QueryPage } from "./query.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

/** Intuit's reference says 30; a longer batch is refused whole. */
export const mostQuestions = 30;

/** Objects that one answer holds over all its parts; further ones are left out without a sign. */
export const batchLimit = 1000;

/**
 * The pages in the order in which they were asked for. One metered call.
 *
 * @throws AppError `quickbooks.*`, also when a single question is refused.
 */
export async function queryBatch(
  client: QuickBooksClient,
  recordType: RecordType,
  pages: readonly PageRequest[],
  signal?: AbortSignal,
): Promise<readonly QueryPage[]> {
  const questions = pages.map((page, place) => ({
    bId: String(place),
    Query: pageStatement(recordType, page),
  }));
  const reply = await client.call({
    kind: "batch",
    method: "POST",
    path: "batch",
    body: { contentType: "application/json", text: JSON.stringify({ BatchItemRequest: questions }) },
    signal,
  });
  const answers = answersById(reply);
  return pages.map((_, place) => {
    const answer = answers.get(String(place));
    if (!answer) throw malformed("a question is not answered", reply);
    return readAnswer(answer, recordType, reply);
  });
}

/** Intuit answers in any order; only the bId says what belongs to what. */
function answersById(reply: CallReply): ReadonlyMap<unknown, WireRecord> {
  const answers = reply.body["BatchItemResponse"];
  if (!Array.isArray(answers) || !answers.every(isWireRecord)) throw malformed("no list of answers", reply);
  return new Map(answers.map((answer) => [answer["bId"], answer]));
}

function readAnswer(answer: WireRecord, recordType: RecordType, reply: CallReply): QueryPage {
  const fault = readFault(answer);
  if (fault) throw faultError(fault, { status: 200, intuitTid: reply.intuitTid });
  return pageOf({ ...reply, body: answer, rows: null }, recordType);
}

function malformed(why: string, reply: CallReply): AppError {
  return new AppError("quickbooks.malformed", `batch: ${why}`, { intuitTid: reply.intuitTid ?? undefined });
}
