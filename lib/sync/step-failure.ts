// What a failure means to the run that met it, as the table of failures says.

import type { AppError } from "#lib/core/app-error.ts";
import type { StepOutcome } from "#lib/core/failures.ts";

/**
 * `fails_step`: the other types go on. `not_offered`: the company does not have the type, which is no
 * failure.
 */
export function outcomeOfStep({ failure }: AppError): StepOutcome {
  return failure.step ?? "fails_step";
}

/** For a person: what the table says about the failure, and Intuit's fault code for support. */
export function describeFailure(failure: AppError): string {
  const { message } = failure.failure;
  return failure.faultCode === undefined ? message : `${message} (QuickBooks' code ${failure.faultCode})`;
}
