// How far a run has come with one record type. Only the holder of the run's lease changes a step, so that a
// table is needed for the order of things alone: what is done is not begun again.

import type { SyncStepState } from "../sync-run.ts";
import { defineStates, ignored } from "./state-table.ts";

const goesOn = ignored("it goes on where it is");
const counted = ignored("its figures move, not its state");
const settled = ignored("it has ended, one way or the other");

export const stepTransitions = defineStates({
  title: "Step of a sync run",
  table: "quickbooks_sync_steps",
  states: {
    pending: "not begun",
    running: "being read",
    done: "read to its end",
    not_offered: "QuickBooks does not offer the type to the company",
    incomplete: "read, and the counts differ",
    failed: "could not be read",
  } satisfies Record<SyncStepState, string>,
  events: {
    prepared: {
      means: "An attempt of the run plans its types.",
      by: "prepareSteps",
      creates: "pending",
      from: {
        pending: goesOn,
        running: goesOn,
        done: goesOn,
        not_offered: ignored("it is asked for by another way, see readNewlyOffered"),
        incomplete: "pending",
        failed: "pending",
      },
    },
    inherited: {
      means:
        "A retry goes on where the run before it stopped: the state of its step, from that of the other's.",
      by: "inheritSteps",
      from: {
        pending: "pending",
        running: "running",
        done: "done",
        not_offered: ignored("the retry asks again whether it is offered"),
        incomplete: "pending",
        failed: "pending",
      },
    },
    started: {
      means: "The type is about to be asked for.",
      by: "startSteps",
      from: {
        pending: "running",
        running: "running",
        done: settled,
        not_offered: settled,
        incomplete: settled,
        failed: settled,
      },
    },
    worked_on: {
      means: "A page, a deletion or a note of the type is stored.",
      by: "advanceRun, storeOmittedClauses",
      creates: "running",
      from: {
        pending: counted,
        running: counted,
        done: counted,
        not_offered: counted,
        incomplete: counted,
        failed: counted,
      },
    },
    finished: {
      means: "The type has been read to its end.",
      by: "finishSteps",
      from: {
        pending: "done",
        running: "done",
        done: "done",
        not_offered: settled,
        incomplete: settled,
        failed: settled,
      },
    },
    withheld: {
      means: "QuickBooks says that the company does not have the type.",
      by: "markNotOffered",
      creates: "not_offered",
      from: {
        pending: "not_offered",
        running: "not_offered",
        done: "not_offered",
        not_offered: "not_offered",
        incomplete: "not_offered",
        failed: "not_offered",
      },
    },
    failed: {
      means: "The type met what speaks against it alone.",
      by: "failStep",
      creates: "failed",
      from: {
        pending: "failed",
        running: "failed",
        // Read whole, and lost while its changes were caught up with.
        done: "failed",
        not_offered: "failed",
        incomplete: "failed",
        failed: "failed",
      },
    },
    differed: {
      means: "QuickBooks counts another number of records, and looking closer did not help.",
      by: "markStepDifferent",
      from: {
        pending: "incomplete",
        running: "incomplete",
        done: "incomplete",
        not_offered: settled,
        incomplete: "incomplete",
        failed: "incomplete",
      },
    },
    run_ended: {
      means: "The run ended well, and what was still under way has been done.",
      by: "closeSteps",
      from: {
        pending: "done",
        running: "done",
        done: settled,
        not_offered: settled,
        incomplete: settled,
        failed: settled,
      },
    },
  },
});

export type StepEvent = (typeof stepTransitions.events)[number];
