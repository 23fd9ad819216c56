// What a failure means to the run that met it.

import type { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";

/** Failures of the company, the connection or our own side: no other type would fare better. */
const endsRun: ReadonlySet<ErrorCode> = new Set([
  "connection.missing",
  "connection.needs_reconnect",
  "connection.paused",
  "quickbooks.unauthorized",
  "quickbooks.forbidden",
  "quickbooks.subscription_lapsed",
  "quickbooks.company_unavailable",
  "quickbooks.throttled",
  "quickbooks.circuit_open",
  "quickbooks.budget_spent",
  "sync.lease_lost",
  "sync.mass_deletion",
  "sync.cursor_in_future",
  "database.unavailable",
  "database.busy",
  "internal",
]);

export type StepOutcome = "ends_run" | "not_offered" | "fails_step";

/**
 * `fails_step`: the other types go on. `not_offered`: the company does not have the type, which is no
 * failure.
 */
export function outcomeOfStep(failure: AppError): StepOutcome {
  if (endsRun.has(failure.code)) return "ends_run";
  return failure.code === "quickbooks.not_offered" ? "not_offered" : "fails_step";
}

/** Whether the same may succeed later without anybody doing anything. */
export function mayPass(failure: AppError): boolean {
  // The call was tried again for seconds; a company that is still refused is looked at less often.
  if (failure.code === "quickbooks.company_unavailable") return false;
  return failure.failure.retry !== "never";
}

/** For a person: what the table says about the failure, and Intuit's fault code for support. */
export function describeFailure(failure: AppError): string {
  const { message } = failure.failure;
  return failure.faultCode === undefined ? message : `${message} (QuickBooks' code ${failure.faultCode})`;
}
