// What becomes of an event that Intuit has delivered. Events arrive twice, late and in any order; none of that
// may lose one, and none may keep another from being processed.

import type { WebhookEventState } from "../webhook-event.ts";
import { defineStates, ignored, type Ignored } from "./state-table.ts";

const known = ignored("it is known, and counted as delivered once more");
const notUnderWay = ignored("no run answers it");
const outsideOfProcessing = {
  pending: notUnderWay,
  processed: notUnderWay,
  failed: notUnderWay,
  dead: notUnderWay,
  unmatched: notUnderWay,
  unreadable: notUnderWay,
} as const;
const everywhere = (why: Ignored) =>
  ({
    pending: why,
    processing: why,
    processed: why,
    failed: why,
    dead: why,
    unmatched: why,
    unreadable: why,
  }) as const;
const hasCompany = ignored("it has its company");

export const webhookEventTransitions = defineStates({
  title: "Webhook event",
  table: "quickbooks_webhook_events",
  states: {
    pending: "waits for a run that answers it",
    processing: "a run that answers it waits or is under way",
    processed: "its change is in the books",
    failed: "its run failed; it is asked for again",
    dead: "tried too often; a person may replay it",
    unmatched: "its realm is not connected here; kept for the day it is",
    unreadable: "it names no company that could be asked; its text is kept, sealed",
  } satisfies Record<WebhookEventState, string>,
  events: {
    delivered: {
      means: "Intuit delivers an event of a connected realm.",
      by: "storeEvents",
      creates: "pending",
      from: everywhere(known),
    },
    delivered_again_undated: {
      means: "An event that carries no time comes again: it may be another change, and nothing tells.",
      by: "storeEvents",
      from: { ...everywhere(known), processed: "pending" },
    },
    delivered_of_strange_realm: {
      means: "Intuit delivers an event of a realm that no company here is connected to.",
      by: "storeEvents",
      creates: "unmatched",
      from: everywhere(known),
    },
    delivered_unreadable: {
      means: "A signed delivery holds what cannot be understood as an event of a realm.",
      by: "storeEvents",
      creates: "unreadable",
      from: everywhere(known),
    },
    realm_connected: {
      means: "The realm of the event has been connected.",
      by: "sweepEvents",
      from: {
        pending: hasCompany,
        processing: hasCompany,
        processed: hasCompany,
        failed: hasCompany,
        dead: hasCompany,
        unmatched: "pending",
        unreadable: ignored("it names no realm"),
      },
    },
    run_requested: {
      means: "A run is asked for that will answer the company's waiting events.",
      by: "processEvents",
      from: {
        pending: "processing",
        processing: ignored("a run answers it already"),
        processed: ignored("it has been answered"),
        failed: "processing",
        dead: ignored("it waits for a person"),
        unmatched: ignored("no company is known to ask for"),
        unreadable: ignored("no company is known to ask for"),
      },
    },
    change_found: {
      means: "The run has ended, and the change is in the books, or was looked for often enough.",
      by: "finishEvents",
      from: { ...outsideOfProcessing, processing: "processed" },
    },
    change_not_shown: {
      means: "The run has ended, and QuickBooks does not show the change yet.",
      by: "finishEvents",
      from: { ...outsideOfProcessing, processing: "pending" },
    },
    run_failed: {
      means: "The run failed, was cancelled or is gone.",
      by: "finishEvents",
      from: { ...outsideOfProcessing, processing: "failed" },
    },
    given_up: {
      means: "The run failed, as often as an event is tried.",
      by: "finishEvents",
      from: { ...outsideOfProcessing, processing: "dead" },
    },
    replayed: {
      means: "A person puts the event back to the start.",
      by: "replayEvents",
      from: {
        pending: "pending",
        processing: ignored("a run answers it already"),
        processed: "pending",
        failed: "pending",
        dead: "pending",
        unmatched: ignored("no company is known to ask for"),
        unreadable: ignored("no company is known to ask for"),
      },
    },
  },
});
