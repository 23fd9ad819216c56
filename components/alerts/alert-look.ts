import type { Alert } from "../../lib/contracts/alerts.ts";
import type { Tone } from "../ui/status.tsx";

export interface AlertLook {
  readonly tone: Extract<Tone, "bad" | "warn">;
  /** The page on which something can be done about it. */
  readonly where: string | null;
  readonly doThis: string;
}

interface Kind {
  readonly tone: AlertLook["tone"];
  readonly path: (companyId: string) => string;
  readonly doThis: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  reconnect_needed: { tone: "bad", path: (id) => `/companies/${id}`, doThis: "Reconnect" },
  subscription_lapsed: { tone: "warn", path: (id) => `/companies/${id}`, doThis: "See the company" },
  grant_expiring: { tone: "warn", path: (id) => `/companies/${id}`, doThis: "Reconnect" },
  mass_deletion: { tone: "bad", path: (id) => `/companies/${id}`, doThis: "Review" },
  count_mismatch: { tone: "warn", path: (id) => `/companies/${id}`, doThis: "Compare the counts" },
  stale: { tone: "warn", path: (id) => `/companies/${id}/runs`, doThis: "See the syncs" },
  dead_events: { tone: "warn", path: () => "/admin/webhooks?state=dead", doThis: "See the notices" },
};

const ofFirm: Kind = { tone: "bad", path: () => "/admin", doThis: "See the dashboard" };
const ofCompany: Kind = { tone: "warn", path: (id) => `/companies/${id}`, doThis: "See the company" };

/** A kind that this version does not know still leads somewhere sensible. */
export function alertLook({ kind, companyId }: Pick<Alert, "kind" | "companyId">): AlertLook {
  const { tone, path, doThis } = kinds[kind] ?? (companyId === null ? ofFirm : ofCompany);
  return { tone, doThis, where: companyId === null ? ofFirm.path("") : path(companyId) };
}
