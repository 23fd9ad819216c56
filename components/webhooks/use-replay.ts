"use client";

import { useCallback } from "react";
import { useSWRConfig } from "swr";

import { replayAnswer, type WebhookEventState } from "#lib/contracts/webhook-events.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { isWebhookEvents } from "./use-webhook-events.ts";

export interface Replay {
  readonly eventIds?: readonly string[];
  readonly state?: WebhookEventState | undefined;
  readonly companyId?: string | undefined;
  readonly entity?: string | undefined;
}

/** Puts notices back to the start. Each company's are answered by one sync of its changes. */
export function useReplay() {
  const { mutate } = useSWRConfig();
  return useMutation<Replay>(
    useCallback(
      async (replay) => {
        const answer = await sendJson(
          "POST",
          "/api/admin/quickbooks/webhook-events/replay",
          replay,
          replayAnswer,
        );
        await mutate(isWebhookEvents);
        return answer.events === 0
          ? "Nothing to replay: it is being imported right now."
          : `${countOf(answer.events, "event waits", "events wait")} again, for ${countOf(answer.companies, "company", "companies")}.`;
      },
      [mutate],
    ),
    "Nothing was replayed",
  );
}

export function replayDisabledReason(state: WebhookEventState): string | null {
  if (state === "processing") return "It is being imported right now.";
  if (state === "unreadable") return "It names no company that could be asked.";
  if (state === "pending") return "It waits already and is imported next.";
  return null;
}
