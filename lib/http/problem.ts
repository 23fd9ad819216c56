import { toAppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { log } from "#lib/log/log.ts";
import { databaseFailure } from "./database-failure.ts";
import { InvalidInput, type InvalidField } from "./invalid-input.ts";

/** RFC 9457, with what a person's support needs beside it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** The sentence to show. */
  readonly detail: string;
  /** The same sentence, for clients that know no problem+json and read `error`. */
  readonly error: string;
  readonly code: ErrorCode;
  /** Intuit's id of the exchange, when theirs was the failure. */
  readonly intuit_tid?: string;
  readonly invalid?: readonly InvalidField[];
}

/**
 * Any failure as an answer. Only sentences of our own leave: the message of an AppError is for the log,
 * except where it was written for the person who asked (`request.*`).
 */
export function toProblem(thrown: unknown): Problem {
  const error = databaseFailure(thrown) ?? toAppError(thrown);
  const detail = error.code.startsWith("request.") ? error.message : error.failure.message;
  return {
    type: `urn:tieout:problem:${error.code}`,
    title: error.code,
    status: error.failure.status,
    detail,
    error: detail,
    code: error.code,
    ...(error.intuitTid ? { intuit_tid: error.intuitTid } : {}),
    ...(error instanceof InvalidInput ? { invalid: error.invalid } : {}),
  };
}

/** PostgreSQL is back from a restart in less. */
const retryAfterSeconds = "5";

/**
 * Any failure as `application/problem+json`, logged when it is ours (5xx) or PostgreSQL's. Answers that are
 * worth another try say after how many seconds.
 */
export function problemResponse(thrown: unknown): Response {
  const problem = toProblem(thrown);
  if (problem.status >= 500) log().error({ err: thrown, errorCode: problem.code }, "request failed");
  else if (databaseFailure(thrown)) log().warn({ err: thrown }, "PostgreSQL refused what a request sent");
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(problem.status === 503 || problem.code === "request.too_many"
        ? { "Retry-After": retryAfterSeconds }
        : {}),
    },
  });
}
