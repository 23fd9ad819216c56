// Intuit's batch endpoint, for questions only: many of different types in one call. Each is answered by
// itself: what is wrong with one answer says nothing about the others. Source: Intuit's page on batch.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError, isAppError } from "#lib/core/app-error.ts";
import type { CallReply, QuickBooksClient } from "./client.ts";
import { faultError, readFault } from "./faults/fault.ts";
import { countIn, pageOf, type QueryPage } from "./answers/read-answer.ts";
import { countStatement, pageStatement, type PageRequest, type RecordFilter } from "./statement.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

/** Intuit's reference says 30; a longer batch is refused whole. */
export const mostQuestions = 30;

/** Objects that one answer holds over all its parts; further ones are left out without a sign. */
export const batchLimit = 1000;

export type BatchQuestion =
  | { readonly kind: "page"; readonly recordType: RecordType; readonly page: PageRequest }
  | { readonly kind: "count"; readonly recordType: RecordType; readonly filter?: RecordFilter | undefined };

export type BatchAnswer =
  | { readonly kind: "page"; readonly page: QueryPage }
  /** Null where the answer names no number. */
  | { readonly kind: "count"; readonly count: number | null }
  /** QuickBooks answered this question with a fault. */
  | { readonly kind: "rejected"; readonly error: AppError }
  /** No answer, two of them, one that cannot be read, or one that may have been cut. Ask again, alone. */
  | { readonly kind: "unread"; readonly why: string };

export interface BatchAnswers {
  /** In the order of the questions, one for each. */
  readonly answers: readonly BatchAnswer[];
  /** Intuit's clock when it answered; null when it did not say. */
  readonly time: Date | null;
}

/**
 * Asks up to 30 questions in one metered call. A page that has fewer rows than it may have is believed to
 * be whole only while the whole answer stays below Intuit's limit of 1,000 objects.
 *
 * @throws AppError `quickbooks.*` when the call as a whole failed, `quickbooks.malformed` too when its
 * answer holds no list of answers at all.
 */
export async function askBatch(
  client: QuickBooksClient,
  questions: readonly BatchQuestion[],
  signal?: AbortSignal,
): Promise<BatchAnswers> {
  if (questions.length === 0) return { answers: [], time: null };
  if (questions.length > mostQuestions) throw new AppError("request.invalid", "more questions than a batch");
  const items = questions.map((question, place) => ({ bId: String(place), Query: statementOf(question) }));
  const reply = await client.call({
    kind: "batch",
    method: "POST",
    path: "batch",
    items: items.length,
    body: { contentType: "application/json", text: JSON.stringify({ BatchItemRequest: items }) },
    signal,
  });
  const answered = answersById(reply);
  const read = questions.map((question, place) =>
    readItem(question, answered.get(String(place)) ?? [], reply),
  );
  const isFull = read.reduce((sum, one) => sum + sizeOf(one), 0) >= batchLimit;
  const answers = isFull ? read.map((one, place) => unlessCut(one, questions[place])) : read;
  return { answers, time: reply.time };
}

function statementOf(question: BatchQuestion): string {
  return question.kind === "page"
    ? pageStatement(question.recordType, question.page)
    : countStatement(question.recordType, question.filter ?? {});
}

/** Intuit answers in any order; only the bId says what belongs to what. */
function answersById(reply: CallReply): ReadonlyMap<string, WireRecord[]> {
  const items = reply.body["BatchItemResponse"];
  if (!Array.isArray(items)) {
    throw new AppError("quickbooks.malformed", "batch: no list of answers", {
      intuitTid: reply.intuitTid ?? undefined,
    });
  }
  // An item that is no object answers nothing: its question is found to have no answer.
  return Map.groupBy(items.filter(isWireRecord), (item) => idOf(item["bId"]));
}

function idOf(bId: unknown): string {
  return typeof bId === "string" || typeof bId === "number" ? String(bId) : "";
}

function readItem(question: BatchQuestion, items: readonly WireRecord[], reply: CallReply): BatchAnswer {
  const [item, second] = items;
  if (!item) return { kind: "unread", why: "the question is not answered" };
  if (second) return { kind: "unread", why: "the question is answered twice" };
  const fault = readFault(item);
  if (fault) {
    return { kind: "rejected", error: faultError(fault, { status: 200, intuitTid: reply.intuitTid }) };
  }
  const part = { ...reply, body: item, rows: null };
  try {
    if (question.kind === "page") return { kind: "page", page: pageOf(part, question.recordType) };
    return { kind: "count", count: countIn(part) };
  } catch (thrown) {
    if (isAppError(thrown, "quickbooks.malformed")) return { kind: "unread", why: thrown.message };
    if (isAppError(thrown)) return { kind: "rejected", error: thrown };
    // A record nested too deep to be written again: by itself its bytes are had as they came.
    if (thrown instanceof RangeError) return { kind: "unread", why: "a record is nested too deep" };
    throw thrown;
  }
}

function sizeOf(answer: BatchAnswer): number {
  return answer.kind === "page" ? answer.page.rows.length : 0;
}

/** A page with as many rows as were asked for is whole whatever was cut behind it. */
function unlessCut(answer: BatchAnswer, question: BatchQuestion | undefined): BatchAnswer {
  if (answer.kind !== "page" || question?.kind !== "page") return answer;
  if (answer.page.rows.length >= question.page.maxResults) return answer;
  return { kind: "unread", why: "the answer holds as many objects as it can, and may have been cut" };
}
