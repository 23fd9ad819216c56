"use client";

import { BellOff } from "lucide-react";
import Link from "next/link";
import { z } from "zod";

import { alertState, type Alert, type AlertList as Alerts } from "#lib/contracts/alerts.ts";
import { roleDisabledReason } from "../company/disabled-reasons.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { StatusShape } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { alertStyle } from "./alert-style.ts";
import { useAlerts } from "./use-alerts.ts";

const tabs = {
  open: { label: "Open", empty: "Nothing needs a person" },
  recovered: { label: "Recovered", empty: "Nothing has recovered yet" },
  dismissed: { label: "Dismissed", empty: "Nothing was dismissed" },
} as const;

export interface AlertListProps {
  readonly initial: Alerts;
  readonly initialState: Alert["state"];
}

export function AlertList({ initial, initialState }: AlertListProps) {
  const { query, change } = useAddressQuery();
  const state = alertState.safeParse(query.get("state")).data ?? "open";
  const { data = initial, error } = useAlerts(state, state === initialState ? initial : undefined);
  const dismiss = useDismiss();
  return (
    <>
      <div className="mb-3">
        <FilterTabs
          label="Show"
          value={state}
          onChange={(value) => change({ state: value === "open" ? null : value })}
          tabs={alertState.options.map((value) => ({
            value,
            label: tabs[value].label,
            ...(value === "open" ? { count: data.open, urgent: true } : {}),
          }))}
        />
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      <div className="card">
        {data.alerts.length === 0 ? (
          <EmptyState icon={<BellOff size={20} />} title={tabs[state].empty}>
            {state === "open"
              ? "When a company must be reconnected, a sync keeps failing or counts differ, it is listed here and sent to the firm’s alert channels. It closes by itself once it is put right."
              : null}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {data.alerts.map((alert) => (
              <AlertItem key={alert.id} alert={alert} dismiss={dismiss} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function useDismiss(): Mutation<Alert> {
  return useMutation<Alert>({
    send: async ({ id }) => {
      await sendJson("POST", `/api/alerts/${id}/dismiss`, {}, z.unknown());
      return "Dismissed. It comes back only if its cause goes away and returns.";
    },
    failed: "The alert was not dismissed",
    changes: (url) => url.startsWith("/api/alerts"),
  });
}

function AlertItem({ alert, dismiss }: { readonly alert: Alert; readonly dismiss: Mutation<Alert> }) {
  const { role } = useViewer();
  const { tone, where, doThis, whoCan } = alertStyle(alert, role);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-5 py-4">
      <StatusShape
        tone={alert.state === "open" ? tone : alert.state === "recovered" ? "good" : "off"}
        className="mt-1"
      />
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">{alert.message}</p>
        {whoCan === null || alert.state !== "open" ? null : <p className="text-ink-soft">{whoCan}</p>}
        <p className="text-[0.9rem] text-ink-faint">
          Since <Time at={alert.openedAt} />
          {alert.timesSeen > 1 ? `, seen ${countOf(alert.timesSeen, "time")}` : ""}
          {alert.notifiedAt === null ? "" : ", sent to an alert channel"}
          {alert.recoveredAt === null ? null : (
            <>
              , recovered <Time at={alert.recoveredAt} />
            </>
          )}
        </p>
      </div>
      {alert.state === "open" ? (
        <div className="flex flex-wrap items-center gap-2 pl-5 sm:pl-0">
          <Link href={where} className="link px-2 font-medium">
            {doThis}
          </Link>
          <Button
            size="small"
            disabledReason={roleDisabledReason(role)}
            busy={dismiss.underWay ? "Dismissing…" : null}
            onClick={() => void dismiss.run(alert)}
          >
            Dismiss
          </Button>
        </div>
      ) : null}
    </li>
  );
}
