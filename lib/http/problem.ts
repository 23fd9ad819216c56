import { AppError, toAppError } from "../core/app-error.ts";
import type { ErrorCode } from "../core/failures.ts";
import { log } from "../log/log.ts";
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
  const error = isDatabaseDown(thrown)
    ? new AppError("database.unavailable", undefined, { cause: thrown })
    : toAppError(thrown);
  const detail = error.code.startsWith("request.") ? error.message : error.failure.says;
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

export function problemResponse(thrown: unknown): Response {
  const problem = toProblem(thrown);
  if (problem.status >= 500) log().error({ err: thrown, errorCode: problem.code }, "request failed");
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
  });
}

/* Socket failures, and PostgreSQL's own words for shutting down, starting up and having no room. */
const downCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

function isDatabaseDown(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return false;
  if (!("code" in thrown) || typeof thrown.code !== "string") return false;
  return downCodes.has(thrown.code) || thrown.code.startsWith("08");
}
