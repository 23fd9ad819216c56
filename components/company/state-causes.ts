import { describeCause as describeFault } from "#lib/connections/state/describe-cause.ts";

/** Why a connection stands as it does: a person of the firm, what QuickBooks' code means, else Intuit's own words. */
export function describeCause(cause: string): string {
  if (cause === "person") return "Somebody of your firm decided so.";
  return describeFault(cause) ?? `QuickBooks’ own words: “${cause}”.`;
}
