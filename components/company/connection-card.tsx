"use client";

import { Pause, Play } from "lucide-react";
import { type ReactNode } from "react";
import { z } from "zod";

import { connectionStates } from "#lib/books/connection-state.ts";
import type { CompanyDetail } from "#lib/contracts/company.ts";
import { connectionTones } from "../companies/status-style.ts";
import { ConnectButton } from "../connections/connect-button.tsx";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Status } from "../ui/status.tsx";
import { Time, Upcoming } from "../ui/time.tsx";
import { describeConnection } from "./describe-connection.ts";
import { pauseDisabledReason } from "./disabled-reasons.ts";
import { isAboutCompany } from "./use-company.ts";
import { describeSchedule } from "./schedule-labels.ts";

export function ConnectionCard({ company }: { readonly company: CompanyDetail }) {
  const { connection } = company;
  const state = connection?.state ?? "disconnected";
  const info = connectionStates[state];
  return (
    <section aria-labelledby="connection" className="card flex flex-col gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="connection" className="flex items-center gap-3">
          QuickBooks
          <Status chip tone={connectionTones[state]} word={info.label} testId="qb-status" />
        </h2>
        <NextStep company={company} />
      </div>
      <p className="max-w-2xl text-ink-soft">{describeConnection(company)}</p>
      {connection === null ? null : (
        <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
          <Fact name="Company in QuickBooks">
            {info.holdsGrant ? (
              <span data-testid="qb-connected">{connection.companyName ?? company.name}</span>
            ) : (
              (connection.companyName ?? company.name)
            )}
            {connection.environment === "sandbox" ? <span className="text-ink-faint"> (sandbox)</span> : null}
          </Fact>
          <Fact name={info.holdsGrant ? "Connected" : "Since"}>
            <Time at={info.holdsGrant ? connection.consentedAt : connection.since} />
            {info.holdsGrant && connection.connectedBy !== null ? ` by ${connection.connectedBy}` : null}
          </Fact>
          <Fact name="Last sync">
            {company.lastSyncedAt === null ? "Not yet" : <Time at={company.lastSyncedAt} />}
          </Fact>
          <Fact name="Next sync">
            {company.nextSyncAt === null || !info.live ? (
              "Not scheduled"
            ) : (
              <>
                <Upcoming at={company.nextSyncAt} /> ({describeSchedule(company.settings).toLowerCase()})
              </>
            )}
          </Fact>
        </dl>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.86rem] text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NextStep({ company }: { readonly company: CompanyDetail }) {
  const state = company.connection?.state ?? "disconnected";
  switch (connectionStates[state].nextStep) {
    case "connect":
      return <ConnectButton companyId={company.id} />;
    case "reconnect":
      return (
        <ConnectButton companyId={company.id} label="Reconnect QuickBooks" testId="reconnect-quickbooks" />
      );
    case "resume":
      return <PauseButton company={company} mutation="resume" />;
    case "none":
      return <PauseButton company={company} mutation="pause" />;
    case "wait":
    case "fix_subscription":
      return null;
  }
}

const pauseLabels = {
  pause: {
    label: "Pause syncing",
    icon: <Pause size={15} aria-hidden />,
    done: "Syncing is paused. The books stay as they were at the last sync.",
  },
  resume: {
    label: "Resume syncing",
    icon: <Play size={15} aria-hidden />,
    done: "Syncing has resumed. Changes are imported now.",
  },
} as const;

export function PauseButton({
  company,
  mutation,
}: {
  readonly company: CompanyDetail;
  readonly mutation: keyof typeof pauseLabels;
}) {
  const { role } = useViewer();
  const { label, icon, done } = pauseLabels[mutation];
  const move = useMutation({
    send: async () => {
      await sendJson("POST", `/api/quickbooks/${mutation}`, { companyId: company.id }, z.unknown());
      return done;
    },
    failed: mutation === "pause" ? "Syncing was not paused" : "Syncing was not resumed",
    changes: isAboutCompany(company.id),
  });
  return (
    <Button
      variant={mutation === "resume" ? "primary" : "secondary"}
      icon={icon}
      disabledReason={mutation === "pause" ? pauseDisabledReason(role, company) : null}
      busy={move.underWay ? "One moment…" : null}
      onClick={() => void move.run(undefined)}
    >
      {label}
    </Button>
  );
}
