"use client";

import { BellOff } from "lucide-react";
import { useQueryStates } from "nuqs";
import { z } from "zod";

import { alertList, alertState, type Alert, type AlertList as Alerts } from "#lib/contracts/alerts.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useList } from "../data/use-list.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { ListView } from "../ui/list-view.tsx";
import { alertFilter, alertsUrl } from "./alert-filter.ts";
import { AlertItem } from "./alert-item.tsx";

const views = {
  open: {
    label: "Open",
    empty: "No open alerts",
    message:
      "When a company must be reconnected, a sync keeps failing or counts differ, an alert appears here and goes to the firm’s alert channels. It closes automatically once the cause is resolved.",
  },
  recovered: { label: "Recovered", empty: "No recovered alerts", message: undefined },
  dismissed: { label: "Dismissed", empty: "No dismissed alerts", message: undefined },
} as const;

export interface AlertListProps {
  readonly initial: Alerts;
  readonly initialState: Alert["state"];
}

export function AlertList({ initial, initialState }: AlertListProps) {
  const [{ state }, setFilter] = useQueryStates(alertFilter);
  const list = useList(alertsUrl(state), alertList, { url: alertsUrl(initialState), data: initial }, 20_000);
  const dismiss = useDismiss();
  const { alerts = [], open } = list.data ?? { open: initial.open };
  return (
    <ListView
      noun="alerts"
      toolbar={
        <FilterTabs
          label="Show"
          value={state}
          onChange={(value) => void setFilter({ state: value })}
          tabs={alertState.options.map((value) => ({
            value,
            label: views[value].label,
            ...(value === "open" ? { count: open, urgent: true } : {}),
          }))}
        />
      }
      rows={list.data ? alerts.length : null}
      problem={list.problem}
      onRetry={list.retry}
      isRefreshing={list.isRefreshing}
      empty={{ icon: <BellOff size={20} />, title: views[state].empty, children: views[state].message }}
      // Each view is of its own kind: that none was dismissed is no reason to show the open ones.
      onClearFilter={null}
    >
      <ul className="card divide-y divide-line">
        {alerts.map((alert) => (
          <AlertItem key={alert.id} alert={alert} dismiss={dismiss} />
        ))}
      </ul>
    </ListView>
  );
}

function useDismiss(): Mutation<Alert> {
  return useMutation<Alert>({
    send: async ({ id }) => {
      await sendJson("POST", `/api/alerts/${id}/dismiss`, {}, z.unknown());
      return "Dismissed. It comes back only if the cause is resolved and occurs again.";
    },
    failed: "The alert was not dismissed",
    changes: (url) => url.startsWith("/api/alerts"),
  });
}
