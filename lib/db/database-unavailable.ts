import { AppError } from "#lib/core/app-error.ts";

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
  "57P05",
  "25P03",
  "53300",
]);

/* A statement or a wait for a lock that took too long, and transactions that were in each other's way. */
const busyCodes: ReadonlySet<string> = new Set(["57014", "55P03", "40001", "40P01"]);

/* pg's own words, which come without a code. */
const downMessage =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** The failure under its name where PostgreSQL is away or too busy; null for any other. */
export function databaseUnavailable(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error)) return null;
  if (thrown instanceof AppError) return thrown.code.startsWith("database.") ? thrown : null;
  const code = codeOf(thrown);
  if (code !== null && busyCodes.has(code))
    return new AppError("database.busy", undefined, { cause: thrown });
  const isDown =
    code === null ? downMessage.test(thrown.message) : downCodes.has(code) || /^08...$/.test(code);
  return isDown ? new AppError("database.unavailable", undefined, { cause: thrown }) : null;
}

function codeOf(thrown: Error): string | null {
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : null;
}
