// What each state of a connection means, and what a person can do. Where it may go: transitions/connection-transitions.

import type { ConnectionState } from "#prisma/generated/enums.ts";

export type { ConnectionState };

/** What the person on the company's page is offered. */
type NextStep = "none" | "wait" | "reconnect" | "connect" | "resume" | "fix_subscription";

export interface ConnectionStateInfo {
  /** In a word or two, for lists. */
  readonly label: string;
  /** What has happened and what it means for the books. */
  readonly message: string;
  readonly nextStep: NextStep;
  /** The button's or link's words; null when there is nothing to do. */
  readonly nextStepLabel: string | null;
  /** Whether syncs may run and tokens are given out. */
  readonly live: boolean;
  /** Whether QuickBooks rejects the company as far as we know, and is asked at growing intervals whether it still does. */
  readonly probed: boolean;
  /** Whether a token pair is held, and kept fresh. */
  readonly holdsGrant: boolean;
}

export const connectionStates = {
  connected: {
    label: "Connected",
    message: "QuickBooks is connected.",
    nextStep: "none",
    nextStepLabel: null,
    live: true,
    probed: false,
    holdsGrant: true,
  },
  refreshing: {
    label: "Refreshing access",
    message: "Access to QuickBooks is being renewed. This takes a few seconds.",
    nextStep: "wait",
    nextStepLabel: null,
    live: true,
    probed: false,
    holdsGrant: true,
  },
  needs_reconnect: {
    label: "Needs reconnecting",
    message:
      "QuickBooks no longer accepts our access. The books stay as they were at the last sync until an administrator of the company reconnects.",
    nextStep: "reconnect",
    nextStepLabel: "Reconnect QuickBooks",
    live: false,
    probed: false,
    holdsGrant: false,
  },
  revoked: {
    label: "Access withdrawn",
    message: "Someone disconnected this app in QuickBooks. The books stay as they were at the last sync.",
    nextStep: "reconnect",
    nextStepLabel: "Reconnect QuickBooks",
    live: false,
    probed: false,
    holdsGrant: false,
  },
  subscription_lapsed: {
    label: "Subscription lapsed",
    message:
      "The company's QuickBooks subscription has ended or is not paid. The books stay as they were at the last sync. Syncing resumes automatically once the subscription is active.",
    nextStep: "fix_subscription",
    nextStepLabel: "Ask the company to renew its QuickBooks subscription",
    live: true,
    probed: true,
    holdsGrant: true,
  },
  access_denied: {
    label: "Access denied",
    message:
      "QuickBooks does not let us read this company. The books stay as they were at the last sync. Tieout tries again at least once a day; reconnecting as an administrator of the company is the surest way.",
    nextStep: "reconnect",
    nextStepLabel: "Reconnect QuickBooks",
    live: true,
    probed: true,
    holdsGrant: true,
  },
  paused: {
    label: "Paused",
    message: "Syncing is paused. The books stay as they were at the last sync; the connection is kept alive.",
    nextStep: "resume",
    nextStepLabel: "Resume syncing",
    live: false,
    probed: false,
    holdsGrant: true,
  },
  disconnected: {
    label: "Not connected",
    message: "QuickBooks is disconnected. The books stay as they were at the last sync.",
    nextStep: "connect",
    nextStepLabel: "Connect QuickBooks",
    live: false,
    probed: false,
    holdsGrant: false,
  },
} as const satisfies Record<ConnectionState, ConnectionStateInfo>;

/* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
export const allConnectionStates = Object.keys(connectionStates) as readonly ConnectionState[];

const statesWhere = (test: (info: ConnectionStateInfo) => boolean): readonly ConnectionState[] =>
  allConnectionStates.filter((state) => test(connectionStates[state]));

/** Those in which a sync may run. A lapsed company is asked too: that is how we learn that it is back. */
export const liveStates = statesWhere((info) => info.live);

/** Those in which it is asked at growing intervals. */
export const probedStates = statesWhere((info) => info.probed);

/** Those whose tokens are kept from running out. */
export const grantStates = statesWhere((info) => info.holdsGrant);
