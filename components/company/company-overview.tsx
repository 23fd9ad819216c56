"use client";

import Link from "next/link";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import type { SyncRunList } from "#lib/contracts/sync-run.ts";
import { attentionLabels, titleOf } from "../companies/attention-labels.ts";
import { describeProblem } from "../data/problem-error.ts";
import { RunTable } from "../runs/run-table.tsx";
import { useRuns } from "../runs/use-runs.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Callout } from "../ui/callout.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { RunAwaitingApproval } from "./run-awaiting-approval.tsx";
import { LiveSync } from "./live-sync.tsx";
import { SyncActions } from "./sync-actions.tsx";
import { TypeGrid } from "./type-grid.tsx";
import { useCompany } from "./use-company.ts";

export interface CompanyOverviewProps {
  readonly initial: CompanyDetail;
  readonly initialRuns: SyncRunList;
}

/** Shown by the connection card and the run that awaits approval. */
const shownElsewhere: readonly string[] = ["reconnect", "subscription_lapsed", "approve_deletions"];

export function CompanyOverview({ initial, initialRuns }: CompanyOverviewProps) {
  const { data: company = initial, error } = useCompany(initial.id, initial);
  const { data: recent = initialRuns } = useRuns(initial.id, {}, initialRuns, {});
  const kinds = company.attention.map(({ kind }) => kind);
  const attention = company.attention.filter(
    ({ kind }) =>
      !shownElsewhere.includes(kind) &&
      // Without access no sync can succeed, which the connection card has just said.
      !(kinds.includes("reconnect") && (kind === "sync_failed" || kind === "overdue")),
  );
  return (
    <div className="flex flex-col gap-6">
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)}>
          This page may be out of date.
        </Callout>
      ) : null}
      {company.awaitingApproval ? (
        <RunAwaitingApproval run={company.awaitingApproval} company={company} />
      ) : null}
      <ConnectionCard company={company} />
      <LiveSync company={company} />
      {attention.length === 0 ? null : (
        <ul className="flex flex-col gap-2">
          {attention.map((each) => {
            const { tone, message, where } = attentionLabels[each.kind];
            return (
              <li key={each.kind}>
                <Callout
                  tone={tone}
                  title={titleOf(each)}
                  action={
                    where === "" ? undefined : (
                      <Link className="link font-medium" href={`/companies/${company.id}${where}`}>
                        See what happened
                      </Link>
                    )
                  }
                >
                  {message}
                </Callout>
              </li>
            );
          })}
        </ul>
      )}
      <TypeGrid company={company} />
      <section aria-labelledby="recent" className="flex flex-col gap-3">
        <div className="flex items-baseline justify-between gap-3">
          <h2 id="recent">Recent syncs</h2>
          <Link className="link" href={`/companies/${company.id}/runs`}>
            All syncs
          </Link>
        </div>
        {recent.runs.length === 0 ? (
          <div className="card">
            <EmptyState title="No syncs yet">
              The first sync starts automatically as soon as QuickBooks is connected.
            </EmptyState>
          </div>
        ) : (
          <RunTable label="Recent syncs" runs={recent.runs.slice(0, 6)} />
        )}
      </section>
    </div>
  );
}

/** Beside the company's name: kept fresh like the rest of the page. */
export function CompanyActions({ initial }: { readonly initial: CompanyDetail }) {
  const { data: company = initial } = useCompany(initial.id, initial);
  return <SyncActions company={company} />;
}
