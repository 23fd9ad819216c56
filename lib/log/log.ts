// Structured logs. Tokens, keys and customers' data are kept out at the source; the redaction below is
// the second wall, for a field that somebody logs by mistake.

import pino, { type Logger } from "pino";

import { config } from "#lib/config/config.ts";

const secretFields = [
  "access_token",
  "accessToken",
  "refresh_token",
  "refreshToken",
  "authorization",
  "Authorization",
  "cookie",
  "password",
  "client_secret",
  "clientSecret",
  "code",
  "state",
  "realmId",
  "source",
  "body",
];

let root: Logger | undefined;

/** Fields that every line of a piece of work carries: syncId, companyId, jobId, intuitTid. */
export function log(bindings: Readonly<Record<string, string | number | undefined>> = {}): Logger {
  root ??= pino({
    level: config().logLevel,
    base: null,
    redact: {
      paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[withheld]",
    },
    serializers: { err: describeError },
  });
  return root.child(bindings);
}

interface LoggedError {
  readonly name: string;
  /** Not "code", which is withheld as OAuth's. */
  readonly errorCode?: string;
  readonly message: string;
  readonly intuitTid?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * An error for the log: names, our own messages and stacks, not the payloads that libraries hang on
 * their errors. A foreign error's message may quote what it failed on, so only its name is kept.
 */
function describeError(thrown: unknown): LoggedError {
  if (!(thrown instanceof Error)) return { name: "NonError", message: typeof thrown };
  const ours = thrown.name === "AppError";
  const code = "code" in thrown && typeof thrown.code === "string" ? { errorCode: thrown.code } : {};
  const tid =
    "intuitTid" in thrown && typeof thrown.intuitTid === "string" ? { intuitTid: thrown.intuitTid } : {};
  const frames = thrown.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")) ?? [];
  return {
    name: thrown.name,
    message: ours ? thrown.message : "(withheld)",
    ...code,
    ...tid,
    ...(frames.length > 0 ? { stack: frames.slice(0, 12).join("\n") } : {}),
    ...(thrown.cause === undefined ? {} : { cause: describeError(thrown.cause) }),
  };
}
