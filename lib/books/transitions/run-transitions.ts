// The life of a sync run. Whoever wants to change a run that is under way shows its lease: a worker that was
// thought dead finds it gone, and its last commit is refused.

import type { SyncState } from "../sync-run.ts";
import { defineStates, ignored, impossible } from "./state-table.ts";

const other = ignored("it asks for a run of its own, which starts after this one");
const over = ignored("it has ended");
const ended = impossible("it has ended");
const notHeld = impossible("nobody holds its lease");
const notAwaiting = impossible("nothing waits for an approval");

const outsideOfRunning = {
  queued: notHeld,
  awaiting_approval: notHeld,
  succeeded: notHeld,
  incomplete: notHeld,
  failed: notHeld,
  cancelled: notHeld,
} as const;

export const runTransitions = defineStates({
  title: "Sync run",
  table: "quickbooks_syncs",
  states: {
    queued: "waits for a worker",
    running: "a worker holds its lease, or died holding it",
    succeeded: "every type was read and every count equals QuickBooks' own",
    incomplete: "some type failed, or its count differs",
    awaiting_approval: "stopped before deletions that a person must approve",
    failed: "nothing could be read, or it was tried too often",
    cancelled: "a person ended it",
  } satisfies Record<SyncState, string>,
  events: {
    requested: {
      means: "A person, the clock, a webhook or a consent asks for a sync of the company and kind.",
      by: "requestSyncIn, requestFirstRun, insertDueRunsSql",
      creates: "queued",
      from: {
        // One that has been started and put off is left alone.
        queued: ignored("before its first start it is widened to cover the request"),
        running: other,
        succeeded: other,
        incomplete: other,
        awaiting_approval: other,
        failed: other,
        cancelled: other,
      },
    },
    claimed: {
      means: "A worker takes the lease of a run that is nobody's, or whose holder has gone silent.",
      by: "claimRun",
      from: {
        queued: "running",
        running: "running",
        succeeded: over,
        incomplete: over,
        awaiting_approval: ignored("it goes on once a person has approved"),
        failed: over,
        cancelled: over,
      },
    },
    renewed: {
      means: "The holder shows that it lives.",
      by: "renewLease",
      from: { ...outsideOfRunning, running: "running" },
    },
    released: {
      means: "The holder's process ends, and gives the run to any other.",
      by: "releaseRun",
      from: { ...outsideOfRunning, running: "running" },
    },
    holder_lost: {
      means: "The worker that held the run has lost its session.",
      by: "releaseRunsOfLostWorkers",
      from: {
        queued: ignored("nobody held it"),
        running: "running",
        succeeded: over,
        incomplete: over,
        awaiting_approval: ignored("nobody held it"),
        failed: over,
        cancelled: over,
      },
    },
    postponed: {
      means: "The run met what may pass, and goes on later where it is.",
      by: "postponeRun",
      from: { ...outsideOfRunning, running: "queued" },
    },
    succeeded: {
      means: "All was read, and all counts are equal.",
      by: "endRun",
      from: { ...outsideOfRunning, running: "succeeded" },
    },
    fell_short: {
      means: "Some types failed or differ, others are current.",
      by: "endRun",
      from: { ...outsideOfRunning, running: "incomplete" },
    },
    failed: {
      means: "No type is current, or the run was tried too often.",
      by: "endRun",
      from: { ...outsideOfRunning, running: "failed" },
    },
    stopped_for_approval: {
      means: "So many records would be marked as deleted that a person must agree.",
      by: "endRun",
      from: { ...outsideOfRunning, running: "awaiting_approval" },
    },
    approved: {
      means: "A person lets the run go on.",
      by: "approveRun",
      from: {
        queued: notAwaiting,
        running: notAwaiting,
        succeeded: notAwaiting,
        incomplete: notAwaiting,
        awaiting_approval: "queued",
        failed: notAwaiting,
        cancelled: notAwaiting,
      },
    },
    cancelled: {
      means: "A person ends the run; what it has committed stays.",
      by: "cancelRun",
      from: {
        queued: "cancelled",
        running: "cancelled",
        succeeded: ended,
        incomplete: ended,
        awaiting_approval: "cancelled",
        failed: ended,
        cancelled: ended,
      },
    },
  },
});

export type RunEvent = (typeof runTransitions.events)[number];
