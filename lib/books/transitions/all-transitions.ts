// The five state machines in the order in which docs/SPEC.md prints them.

import { alertTransitions } from "./alert-transitions.ts";
import { connectionTransitions } from "./connection-transitions.ts";
import { runTransitions } from "./run-transitions.ts";
import { stepTransitions } from "./step-transitions.ts";
import type { PlainStates } from "./state-table.ts";
import { webhookEventTransitions } from "./webhook-event-transitions.ts";

export const allTransitions: readonly PlainStates[] = [
  connectionTransitions.plain,
  runTransitions.plain,
  stepTransitions.plain,
  webhookEventTransitions.plain,
  alertTransitions.plain,
];
