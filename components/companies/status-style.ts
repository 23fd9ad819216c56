import type { CompanyStatus, CompanySummary } from "#lib/contracts/companies.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import type { Tone } from "../ui/status.tsx";
import { attentionLabels } from "./attention-labels.ts";

export const statusNames = {
  attention: "Needs attention",
  syncing: "Syncing",
  current: "Up to date",
  paused: "Paused",
  not_connected: "Not connected",
} satisfies Record<CompanyStatus, string>;

export const connectionTones = {
  connected: "good",
  refreshing: "running",
  needs_reconnect: "bad",
  revoked: "bad",
  subscription_lapsed: "warn",
  access_denied: "bad",
  paused: "paused",
  disconnected: "off",
} satisfies Record<ConnectionState, Tone>;

export interface Style {
  readonly tone: Tone;
  readonly word: string;
}

/** One word for a company in a list: the worst of what can be said of it. */
export function styleOf(
  company: Pick<CompanySummary, "status" | "connection" | "active" | "lastSyncedAt" | "attention">,
): Style {
  const { status, connection, active, attention } = company;
  if (status === "not_connected") return { tone: "off", word: "Not connected" };
  if (
    connection !== null &&
    ["needs_reconnect", "revoked", "subscription_lapsed", "access_denied"].includes(connection)
  ) {
    return { tone: connectionTones[connection], word: connectionStates[connection].label };
  }
  if (active?.state === "running") return { tone: "running", word: "Syncing" };
  if (active) return { tone: "waiting", word: "Waiting to sync" };
  const worst = attention[0];
  if (worst) return attentionLabels[worst.kind];
  if (status === "paused") return { tone: "paused", word: "Paused" };
  if (company.lastSyncedAt === null) return { tone: "waiting", word: "Not synced yet" };
  return { tone: "good", word: "Up to date" };
}
