import { managers, type Role } from "#lib/core/role.ts";
import { alertSeverities, type AlertSeverity } from "#lib/books/alert-kind.ts";
import type { Alert } from "#lib/contracts/alerts.ts";
import type { Tone } from "../ui/status.tsx";

export interface AlertStyle {
  readonly tone: Extract<Tone, "bad" | "warn">;
  /** A page that this person may open, and on which something can be done about it. */
  readonly where: string;
  readonly doThis: string;
  /** Who can act, where this person cannot. */
  readonly whoCan: string | null;
}

interface Kind {
  readonly path: (companyId: string) => string;
  readonly doThis: string;
  /** The page is for owners and admins; the others are shown the company, and told whom to ask. */
  readonly managersOnly?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  reconnect_needed: { path: (id) => `/companies/${id}`, doThis: "Reconnect" },
  subscription_lapsed: { path: (id) => `/companies/${id}`, doThis: "See the company" },
  grant_expiring: { path: (id) => `/companies/${id}`, doThis: "Reconnect" },
  mass_deletion: { path: (id) => `/companies/${id}`, doThis: "Review" },
  count_mismatch: { path: (id) => `/companies/${id}`, doThis: "Compare the counts" },
  stale: { path: (id) => `/companies/${id}/runs`, doThis: "See the syncs" },
  dead_events: {
    path: (id) => `/admin/webhooks?state=dead&companyId=${id}`,
    doThis: "See the webhook events",
    managersOnly: "“Sync now” imports the changes. An owner or admin of your firm can replay the events.",
  },
};

const severities: Readonly<Record<string, AlertSeverity>> = alertSeverities;

const ofCompany: Kind = { path: (id) => `/companies/${id}`, doThis: "See the company" };

/** A kind that this version does not know still leads somewhere sensible. */
export function alertStyle({ kind, companyId }: Pick<Alert, "kind" | "companyId">, role: Role): AlertStyle {
  if (companyId === null) {
    return { tone: "bad", doThis: "See the dashboard", where: "/admin", whoCan: null };
  }
  const tone = severities[kind] === "urgent" ? "bad" : "warn";
  const { path, doThis, managersOnly } = kinds[kind] ?? ofCompany;
  if (managersOnly === undefined || managers.some((each) => each === role)) {
    return { tone, doThis, where: path(companyId), whoCan: null };
  }
  return { tone, doThis: ofCompany.doThis, where: ofCompany.path(companyId), whoCan: managersOnly };
}
