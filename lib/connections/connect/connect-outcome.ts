// How a connection attempt can end, as data: the callback answers in the address of the integrations page
// with `status`, connected or error, and one of these codes as the `reason`, whose sentence the page shows.

export interface ConnectOutcomeInfo {
  readonly tone: "good" | "neutral" | "bad";
  /** What happened, what it means for the books, what to do. */
  readonly says: string;
}

export const connectOutcomes = {
  connected: {
    tone: "good",
    says: "QuickBooks is connected. The books are being taken in now.",
  },
  reconnected: {
    tone: "good",
    says: "QuickBooks is connected again. The books are kept and catch up now.",
  },
  disconnected: {
    tone: "neutral",
    says: "QuickBooks is disconnected. The books stay as of the last sync.",
  },
  declined: {
    tone: "neutral",
    says: "The connection was not allowed in QuickBooks, so nothing has changed. You can try again at any time.",
  },
  consent_failed: {
    tone: "bad",
    says: "QuickBooks ended the connection before it was made. Nothing has changed; please try again.",
  },
  state_unknown: {
    tone: "bad",
    says: "This answer from QuickBooks belongs to no connection that was started here. Nothing has changed; start again from this page.",
  },
  state_expired: {
    tone: "bad",
    says: "The connection was started more than ten minutes ago. Nothing has changed; please start again.",
  },
  state_used: {
    tone: "bad",
    says: "This connection has been completed before, perhaps by going back in the browser. Nothing has changed.",
  },
  state_foreign: {
    tone: "bad",
    says: "This connection was started by somebody else or in another browser. Nothing has changed; start it here.",
  },
  signed_out: {
    tone: "bad",
    says: "You were signed out while QuickBooks was asking. Nothing has changed; sign in and start again.",
  },
  not_allowed: {
    tone: "bad",
    says: "Your role no longer allows connecting this company. Nothing has changed; ask an admin of your firm.",
  },
  incomplete: {
    tone: "bad",
    says: "QuickBooks did not say which company was chosen. Nothing has changed; please try again.",
  },
  already_connected: {
    tone: "neutral",
    says: "This QuickBooks company is connected already. Nothing has changed.",
  },
  being_connected: {
    tone: "neutral",
    says: "Somebody is connecting this QuickBooks company right now. Nothing was changed by you; look again in a minute.",
  },
  realm_taken_here: {
    tone: "bad",
    says: "This QuickBooks company is already kept under another company of your firm. Nothing has changed; open that company to reconnect it, or choose another one in QuickBooks.",
  },
  realm_taken_elsewhere: {
    tone: "bad",
    says: "This QuickBooks company is connected by another firm, which must disconnect it first. Nothing has changed.",
  },
  realm_differs: {
    tone: "bad",
    says: "In QuickBooks you chose another company than the one whose books are kept here. Nothing has changed; try again and choose the same company.",
  },
  realm_mismatch: {
    tone: "bad",
    says: "The access that QuickBooks gave is not for the company that it named. Nothing was connected; please try again.",
  },
  exchange_failed: {
    tone: "bad",
    says: "QuickBooks did not complete the connection. Nothing has changed; please try again.",
  },
  company_unreadable: {
    tone: "bad",
    says: "QuickBooks allowed the connection, but the company could not be read. Nothing was connected; please try again in a few minutes.",
  },
  unavailable: {
    tone: "bad",
    says: "QuickBooks cannot be reached at the moment. Nothing has changed; please try again in a few minutes.",
  },
  unknown_company: {
    tone: "bad",
    says: "The QuickBooks company that asked to be reconnected is not one of yours. Connect it from this page.",
  },
  failed: {
    tone: "bad",
    says: "Something went wrong on our side and has been logged. Nothing has changed; please try again.",
  },
} as const satisfies Record<string, ConnectOutcomeInfo>;

export type ConnectOutcome = keyof typeof connectOutcomes;

export function isConnectOutcome(text: string): text is ConnectOutcome {
  return Object.hasOwn(connectOutcomes, text);
}

const endsConnected: ReadonlySet<ConnectOutcome> = new Set(["connected", "reconnected", "already_connected"]);

/** Where the callback sends the browser. */
export function outcomeAddress(outcome: ConnectOutcome, company: string | null = null): string {
  const query = new URLSearchParams({
    status: endsConnected.has(outcome) ? "connected" : "error",
    reason: outcome,
    ...(company ? { company } : {}),
  });
  return `/settings/integrations?${query.toString()}`;
}
