// What becomes of an alert. It is opened once and told of once, however often its rule finds it.

import type { AlertState } from "../alert-kind.ts";
import { defineStates, ignored, impossible } from "./state-table.ts";

const notOpen = impossible("only an open alert can be dismissed");

export const alertTransitions = defineStates({
  title: "Alert",
  table: "alerts",
  states: {
    open: "its rule finds it",
    recovered: "its rule does not find it any more",
    dismissed: "a person has seen it and wants to hear no more",
  } satisfies Record<AlertState, string>,
  events: {
    found: {
      means: "The rule finds it.",
      by: "checkAlerts",
      creates: "open",
      from: {
        open: ignored("it is open, and seen once more"),
        recovered: ignored("a new alert is opened"),
        dismissed: ignored("it stays so until it has recovered; after that a new alert is opened"),
      },
    },
    gone: {
      means: "The rule does not find it any more.",
      by: "checkAlerts",
      from: {
        open: "recovered",
        recovered: ignored("it has recovered"),
        dismissed: ignored("it stays dismissed, and is noted as recovered"),
      },
    },
    dismissed: {
      means: "A person takes it off the list.",
      by: "dismissVisibleAlert",
      from: { open: "dismissed", recovered: notOpen, dismissed: notOpen },
    },
  },
});
