import type { AlertCoverage, AlertKind } from "#lib/books/alert-kind.ts";
import type { AlertChannel } from "#lib/contracts/alert-channels.ts";

export const kindNames = {
  reconnect_needed: "QuickBooks must be reconnected",
  mass_deletion: "Deletions await approval",
  error_rate: "Many syncs are failing",
  circuit_open: "QuickBooks is not answering",
  call_budget: "The month’s QuickBooks calls are running out",
  subscription_lapsed: "A QuickBooks subscription has ended",
  grant_expiring: "Access to QuickBooks ends soon",
  count_mismatch: "Counts differ from QuickBooks",
  stale: "No sync for too long",
  dead_events: "Webhook events could not be processed",
} satisfies Record<AlertKind, string>;

export const coverageLabels = {
  all: { label: "Every alert", message: "Including those that later versions of Tieout add." },
  urgent: {
    label: "Urgent alerts",
    message:
      "Books are not updated until someone acts, for example when QuickBooks must be reconnected or deletions await approval.",
  },
  kinds: { label: "Chosen kinds", message: "Only those you select below." },
} satisfies Record<AlertCoverage, { label: string; message: string }>;

/** "Every alert", or the kinds by name. */
export function describeCoverage({ covers, kinds }: Pick<AlertChannel, "covers" | "kinds">): string {
  if (covers !== "kinds") return coverageLabels[covers].label;
  return kinds.map((kind) => kindNames[kind]).join(", ");
}
