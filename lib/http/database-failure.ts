// What PostgreSQL's failures mean to whoever asked: their input was no good, or it is away for the moment.

import { AppError } from "../core/app-error.ts";

/**
 * Classes of SQLSTATE: 22 is a value that its type cannot hold, 21 one row too many for what was asked, 54
 * more than PostgreSQL can do at once. Contracts refuse all that we thought of; this is for the rest.
 */
const inputClasses: ReadonlySet<string> = new Set(["21", "22", "54"]);

/* Class 08 is the connection; these are sockets, and PostgreSQL shutting down, starting up and having no room. */
const downCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/* pg's own words, which come without a code. */
const downMessage =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** The failure under its name in lib/core/failures; null for one that is not PostgreSQL's, or is our own doing. */
export function databaseFailure(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return null;
  if (isDown(thrown)) return new AppError("database.unavailable", undefined, { cause: thrown });
  if (inputClasses.has(stateOf(thrown)?.slice(0, 2) ?? "")) {
    return new AppError("request.invalid", "A value in this request cannot be stored or compared.", {
      cause: thrown,
    });
  }
  return null;
}

function isDown(thrown: Error): boolean {
  const code = codeOf(thrown);
  if (code !== null) return downCodes.has(code) || stateOf(thrown)?.startsWith("08") === true;
  return downMessage.test(thrown.message);
}

function codeOf(thrown: Error): string | null {
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : null;
}

/** SQLSTATE is five capitals and digits; Node's codes are longer. */
function stateOf(thrown: Error): string | null {
  const code = codeOf(thrown);
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && code !== "EPIPE" ? code : null;
}
