// A connection's life as data: what each state means, what a person can do, and where it may go.

import type { ConnectionState } from "../../prisma/generated/enums.ts";

export type { ConnectionState };

/** What the person on the company's page is offered. */
type NextStep = "none" | "wait" | "reconnect" | "connect" | "resume" | "fix_subscription";

export interface ConnectionStateInfo {
  /** In a word or two, for lists. */
  readonly label: string;
  /** What has happened and what it means for the books. */
  readonly says: string;
  readonly nextStep: NextStep;
  /** The button's or link's words; null when there is nothing to do. */
  readonly nextStepSays: string | null;
  /** Whether syncs may run and tokens are given out. */
  readonly live: boolean;
  /** Whether a token pair is held, and kept fresh. */
  readonly holdsGrant: boolean;
  readonly mayBecome: readonly ConnectionState[];
}

export const connectionStates = {
  connected: {
    label: "Connected",
    says: "QuickBooks is connected and the books are kept in step.",
    nextStep: "none",
    nextStepSays: null,
    live: true,
    holdsGrant: true,
    mayBecome: ["refreshing", "needs_reconnect", "revoked", "subscription_lapsed", "paused", "disconnected"],
  },
  refreshing: {
    label: "Refreshing access",
    says: "Access to QuickBooks is just being renewed. This takes a few seconds.",
    nextStep: "wait",
    nextStepSays: null,
    live: true,
    holdsGrant: true,
    mayBecome: ["connected", "needs_reconnect", "revoked", "subscription_lapsed", "paused", "disconnected"],
  },
  needs_reconnect: {
    label: "Needs reconnecting",
    says: "QuickBooks no longer accepts our access. The books stay as of the last sync until an administrator of the company connects again.",
    nextStep: "reconnect",
    nextStepSays: "Reconnect QuickBooks",
    live: false,
    holdsGrant: false,
    // From a refresh that was thought lost and came through after all, too.
    mayBecome: ["connected", "revoked", "disconnected"],
  },
  revoked: {
    label: "Access withdrawn",
    says: "Somebody disconnected this app inside QuickBooks. The books stay as of the last sync.",
    nextStep: "reconnect",
    nextStepSays: "Reconnect QuickBooks",
    live: false,
    holdsGrant: false,
    mayBecome: ["connected", "disconnected"],
  },
  subscription_lapsed: {
    label: "Subscription lapsed",
    says: "The company's QuickBooks subscription has ended or is not paid. The books stay as of the last sync, which resumes by itself once the subscription is active.",
    nextStep: "fix_subscription",
    nextStepSays: "Ask the company to renew its QuickBooks subscription",
    live: true,
    holdsGrant: true,
    mayBecome: ["connected", "needs_reconnect", "revoked", "paused", "disconnected"],
  },
  paused: {
    label: "Paused",
    says: "Syncing is paused. The books stay as of the last sync; the connection is kept alive.",
    nextStep: "resume",
    nextStepSays: "Resume syncing",
    live: false,
    holdsGrant: true,
    mayBecome: ["connected", "needs_reconnect", "revoked", "disconnected"],
  },
  disconnected: {
    label: "Not connected",
    says: "QuickBooks is disconnected. The books stay as of the last sync.",
    nextStep: "connect",
    nextStepSays: "Connect QuickBooks",
    live: false,
    holdsGrant: false,
    mayBecome: ["connected"],
  },
} as const satisfies Record<ConnectionState, ConnectionStateInfo>;

/* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
export const allConnectionStates = Object.keys(connectionStates) as readonly ConnectionState[];

const statesWhere = (test: (info: ConnectionStateInfo) => boolean): readonly ConnectionState[] =>
  allConnectionStates.filter((state) => test(connectionStates[state]));

/** Those in which a sync may run. A lapsed company is asked too: that is how we learn that it is back. */
export const liveStates = statesWhere((info) => info.live);

/** Those whose tokens are kept from running out. */
export const grantStates = statesWhere((info) => info.holdsGrant);

/** Where `to` may be reached from. */
export function statesBefore(to: ConnectionState): readonly ConnectionState[] {
  return statesWhere((info) => info.mayBecome.includes(to));
}
