// How a connection attempt can end, as data: the callback answers in the address of the integrations page
// with `status`, connected or error, and one of these codes as the `reason`, whose sentence the page shows.

export interface ConnectOutcomeInfo {
  readonly tone: "good" | "neutral" | "bad";
  /** What happened, what it means for the books, what to do. */
  readonly message: string;
}

export const connectOutcomes = {
  connected: {
    tone: "good",
    message: "QuickBooks is connected. The books are being imported now.",
  },
  reconnected: {
    tone: "good",
    message: "QuickBooks is connected again. The books are kept, and changes are imported now.",
  },
  disconnected: {
    tone: "neutral",
    message: "QuickBooks is disconnected. The books stay as they were at the last sync.",
  },
  declined: {
    tone: "neutral",
    message: "The connection was declined in QuickBooks. Nothing has changed; you can try again at any time.",
  },
  consent_failed: {
    tone: "bad",
    message: "QuickBooks ended the connection before it was complete. Nothing has changed; please try again.",
  },
  state_unknown: {
    tone: "bad",
    message:
      "This response from QuickBooks does not belong to a connection that was started here. Nothing has changed; start again from this page.",
  },
  state_expired: {
    tone: "bad",
    message: "The connection was started more than ten minutes ago. Nothing has changed; please start again.",
  },
  state_used: {
    tone: "bad",
    message:
      "This connection was already completed, perhaps because you went back in the browser. Nothing has changed.",
  },
  state_foreign: {
    tone: "bad",
    message:
      "This connection was started by someone else or in another browser. Nothing has changed; start it here.",
  },
  signed_out: {
    tone: "bad",
    message: "You were signed out while QuickBooks was asking. Nothing has changed; sign in and start again.",
  },
  not_allowed: {
    tone: "bad",
    message:
      "Your role no longer allows connecting this company. Nothing has changed; ask an admin of your firm.",
  },
  incomplete: {
    tone: "bad",
    message: "QuickBooks did not name the company that was chosen. Nothing has changed; please try again.",
  },
  already_connected: {
    tone: "neutral",
    message: "This QuickBooks company is already connected. Nothing has changed.",
  },
  being_connected: {
    tone: "neutral",
    message:
      "Someone is connecting this QuickBooks company right now. You have changed nothing; check again in a minute.",
  },
  realm_taken_here: {
    tone: "bad",
    message:
      "This QuickBooks company already belongs to another company of your firm. Nothing has changed; open that company to reconnect it, or choose another one in QuickBooks.",
  },
  realm_taken_elsewhere: {
    tone: "bad",
    message:
      "This QuickBooks company is connected by another firm, which must disconnect it first. Nothing has changed.",
  },
  realm_differs: {
    tone: "bad",
    message:
      "The company you chose in QuickBooks is not the one that belongs to these books. Nothing has changed; try again and choose the same company.",
  },
  realm_mismatch: {
    tone: "bad",
    message:
      "The access from QuickBooks is for a different company than the one it named. Nothing was connected; please try again.",
  },
  exchange_failed: {
    tone: "bad",
    message: "QuickBooks did not complete the connection. Nothing has changed; please try again.",
  },
  company_unreadable: {
    tone: "bad",
    message:
      "QuickBooks allowed the connection, but the company could not be read. Nothing was connected; please try again in a few minutes.",
  },
  unavailable: {
    tone: "bad",
    message:
      "QuickBooks cannot be reached at the moment. Nothing has changed; please try again in a few minutes.",
  },
  unknown_company: {
    tone: "bad",
    message: "The QuickBooks company to reconnect is not one of yours. Connect it from this page.",
  },
  failed: {
    tone: "bad",
    message: "Something went wrong on our side and has been logged. Nothing has changed; please try again.",
  },
} as const satisfies Record<string, ConnectOutcomeInfo>;

export type ConnectOutcome = keyof typeof connectOutcomes;

/** Whether a `reason` in the page's address is one of ours: people edit addresses. */
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
