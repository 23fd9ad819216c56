import { failures, type ErrorCode, type Failure } from "./failures.ts";

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Intuit's id of the exchange, which their support asks for. */
  readonly intuitTid?: string | undefined;
  /** Intuit's fault code, as "5010". */
  readonly faultCode?: string | undefined;
  /** HTTP status that Intuit gave. */
  readonly httpStatus?: number | undefined;
}

/**
 * A failure that has a name. `message` is for logs and developers and must hold no token, key or
 * customer's data; what a person reads is `failure.message`, unless `detail` says it better.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly intuitTid: string | undefined;
  readonly faultCode: string | undefined;
  readonly httpStatus: number | undefined;

  constructor(code: ErrorCode, message?: string, options: AppErrorOptions = {}) {
    super(
      message ?? failures[code].message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.intuitTid = options.intuitTid;
    this.faultCode = options.faultCode;
    this.httpStatus = options.httpStatus;
  }

  get failure(): Failure {
    return failures[this.code];
  }
}

/** Any thrown value as an AppError: what is not one already is `internal`, with the original as cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("internal", thrown instanceof Error ? thrown.name : "unknown failure", {
    cause: thrown,
  });
}

/** With a `code` only that one, else any AppError. */
export function isAppError(thrown: unknown, code?: ErrorCode): thrown is AppError {
  return thrown instanceof AppError && (code === undefined || thrown.code === code);
}
