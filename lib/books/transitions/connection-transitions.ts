// The life of a connection. Intuit tells of little: a grant that has ended, a subscription that has lapsed or
// come back show only in what a refresh or a call is answered.

import type { ConnectionState } from "../connection-state.ts";
import { defineStates, ignored, impossible } from "./state-table.ts";

const needsPerson = ignored("it needs a person; a late answer changes nothing");
const noGrant = ignored("there is no grant to refresh");
const onlyPair = ignored("only the token pair is new");
const noClaim = ignored("the claim is given up, the state stays");
const known = ignored("it is known");
const standsStill = impossible("it cannot be paused as it stands");
const notPaused = impossible("it is not paused");
const holdsGrant = impossible("another firm cannot take a company whose grant stands");
const notRejected = ignored("nothing was wrong, or what is wrong is not told by a call");

export const connectionTransitions = defineStates({
  title: "Connection",
  table: "quickbooks_connections",
  states: {
    connected: "syncs run",
    refreshing: "a token pair is being renewed; syncs run",
    needs_reconnect: "Intuit rejects the grant",
    revoked: "somebody disconnected the app inside QuickBooks",
    subscription_lapsed: "the company's subscription has ended; asked at growing intervals",
    access_denied: "QuickBooks rejects the company; asked at growing intervals",
    disconnected: "a person ended it here",
    paused: "a person has stopped syncing; the grant is kept alive",
  } satisfies Record<ConnectionState, string>,
  events: {
    consented: {
      means: "An administrator of the company consents at Intuit, the first time or again.",
      by: "storeConnection",
      creates: "connected",
      from: {
        connected: ignored("only the token pair is new"),
        refreshing: "connected",
        needs_reconnect: "connected",
        revoked: "connected",
        subscription_lapsed: "connected",
        access_denied: "connected",
        disconnected: "connected",
        paused: "connected",
      },
    },
    refresh_started: {
      means: "A process takes the right to renew the token pair.",
      by: "claimRefresh",
      from: {
        connected: "refreshing",
        refreshing: ignored("the claim of a process that died has lapsed"),
        needs_reconnect: noGrant,
        revoked: noGrant,
        subscription_lapsed: onlyPair,
        access_denied: onlyPair,
        disconnected: noGrant,
        paused: onlyPair,
      },
    },
    refreshed: {
      means: "Intuit's new pair is stored.",
      by: "storeNewPair",
      from: {
        connected: onlyPair,
        refreshing: "connected",
        // A sibling may have tried the old value in vain meanwhile; the pair proves that the grant stands.
        needs_reconnect: "connected",
        revoked: onlyPair,
        subscription_lapsed: onlyPair,
        access_denied: onlyPair,
        disconnected: impossible("the pair is not wanted any more, and is revoked"),
        paused: onlyPair,
      },
    },
    refresh_abandoned: {
      means: "No new pair came of the refresh, and nothing speaks against the grant.",
      by: "releaseClaim",
      from: {
        connected: noClaim,
        refreshing: "connected",
        needs_reconnect: noClaim,
        revoked: noClaim,
        subscription_lapsed: noClaim,
        access_denied: noClaim,
        disconnected: noClaim,
        paused: noClaim,
      },
    },
    grant_rejected: {
      means: "Intuit rejects the grant.",
      by: "endGrant",
      from: {
        connected: "needs_reconnect",
        refreshing: "needs_reconnect",
        needs_reconnect: known,
        revoked: ignored("that says more"),
        subscription_lapsed: "needs_reconnect",
        access_denied: "needs_reconnect",
        disconnected: ignored("the grant is gone"),
        paused: "needs_reconnect",
      },
    },
    grant_revoked: {
      means: "Intuit rejects the grant after somebody was seen disconnecting the app there.",
      by: "endGrant",
      from: {
        connected: "revoked",
        refreshing: "revoked",
        needs_reconnect: "revoked",
        revoked: known,
        subscription_lapsed: "revoked",
        access_denied: "revoked",
        disconnected: ignored("the grant is gone"),
        paused: "revoked",
      },
    },
    subscription_lapsed: {
      means: "QuickBooks says that the company's subscription has ended.",
      by: "storeRejection",
      from: {
        connected: "subscription_lapsed",
        refreshing: "subscription_lapsed",
        needs_reconnect: needsPerson,
        revoked: needsPerson,
        subscription_lapsed: known,
        access_denied: "subscription_lapsed",
        disconnected: needsPerson,
        paused: needsPerson,
      },
    },
    access_denied: {
      means: "QuickBooks rejects the company although the grant stands.",
      by: "storeRejection",
      from: {
        connected: "access_denied",
        refreshing: "access_denied",
        needs_reconnect: needsPerson,
        revoked: needsPerson,
        subscription_lapsed: "access_denied",
        access_denied: known,
        disconnected: needsPerson,
        paused: needsPerson,
      },
    },
    answered: {
      means: "QuickBooks answers a call for the company.",
      by: "noteAnswered",
      from: {
        connected: notRejected,
        refreshing: notRejected,
        needs_reconnect: notRejected,
        revoked: notRejected,
        subscription_lapsed: "connected",
        access_denied: "connected",
        disconnected: notRejected,
        paused: notRejected,
      },
    },
    paused: {
      means: "A person stops syncing.",
      by: "pauseConnection",
      from: {
        connected: "paused",
        refreshing: "paused",
        needs_reconnect: standsStill,
        revoked: standsStill,
        subscription_lapsed: "paused",
        access_denied: "paused",
        disconnected: standsStill,
        paused: standsStill,
      },
    },
    resumed: {
      means: "A person lets syncing go on.",
      by: "resumeConnection",
      from: {
        connected: notPaused,
        refreshing: notPaused,
        needs_reconnect: notPaused,
        revoked: notPaused,
        subscription_lapsed: notPaused,
        access_denied: notPaused,
        disconnected: notPaused,
        paused: "connected",
      },
    },
    disconnected: {
      means: "A person ends the connection; the tokens are forgotten and revoked.",
      by: "disconnect",
      from: {
        connected: "disconnected",
        refreshing: "disconnected",
        needs_reconnect: "disconnected",
        revoked: "disconnected",
        subscription_lapsed: "disconnected",
        access_denied: "disconnected",
        disconnected: impossible("there is nothing to disconnect"),
        paused: "disconnected",
      },
    },
    given_up: {
      means: "The company connects with another firm, after the grant of this one has ended.",
      by: "storeConnection",
      from: {
        connected: holdsGrant,
        refreshing: holdsGrant,
        needs_reconnect: "disconnected",
        revoked: "disconnected",
        subscription_lapsed: holdsGrant,
        access_denied: holdsGrant,
        disconnected: ignored("it is left as it is"),
        paused: holdsGrant,
      },
    },
  },
});

export type ConnectionEvent = (typeof connectionTransitions.events)[number];
