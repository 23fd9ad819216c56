"use client";

import { replayAnswer, type WebhookEventState } from "#lib/contracts/webhook-events.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { isWebhookEvents } from "./event-filter.ts";

export interface Replay {
  readonly eventIds?: readonly string[];
  readonly state?: WebhookEventState | undefined;
  readonly companyId?: string | undefined;
  readonly entity?: string | undefined;
}

/** Puts webhook events back to the start. One sync of its changes answers all of a company's. */
export function useReplay(): Mutation<Replay> {
  return useMutation<Replay>({
    send: async (replay) => {
      const url = "/api/admin/quickbooks/webhook-events/replay";
      const { events, companies } = await sendJson("POST", url, replay, replayAnswer);
      return events === 0
        ? "Nothing to replay: it is being imported right now."
        : `${countOf(events, "event is", "events are")} queued again, for ${countOf(companies, "company", "companies")}.`;
    },
    failed: "Nothing was replayed",
    changes: isWebhookEvents,
  });
}

export function replayDisabledReason(state: WebhookEventState): string | null {
  if (state === "processing") return "It is being imported right now.";
  if (state === "unreadable") return "It names no company.";
  if (state === "pending") return "It is waiting already and is imported next.";
  return null;
}
