import { describeCause as describeFault } from "#lib/connections/state/describe-cause.ts";

/** Why a connection is in its state: a person of the firm, what QuickBooks' code means, else what Intuit reported. */
export function describeCause(cause: string): string {
  if (cause === "person") return "Someone at your firm did this.";
  return describeFault(cause) ?? `QuickBooks reported: “${cause}”.`;
}
