"use client";

import { History } from "lucide-react";

import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { describeProblem } from "../data/problem-error.ts";
import { RunTable } from "../runs/run-table.tsx";
import { useTimeZone } from "../shell/use-time-zone.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Callout } from "../ui/callout.tsx";
import { CallsCard } from "./calls-card.tsx";
import { DashboardCallouts } from "./dashboard-callouts.tsx";
import { RunningNow } from "./running-now.tsx";
import { StatTiles } from "./stat-tiles.tsx";
import { SyncCharts } from "./sync-charts.tsx";
import { FailingList } from "./failing-list.tsx";
import { useSyncStats } from "./use-sync-stats.ts";

export interface DashboardProps {
  /** As the server just read it, with days of `initialTimeZone`. */
  readonly initial: SyncStats;
  readonly initialTimeZone: string;
}

export function Dashboard({ initial, initialTimeZone }: DashboardProps) {
  const timeZone = useTimeZone(initialTimeZone);
  const { data: stats = initial, error } = useSyncStats(
    timeZone,
    timeZone === initialTimeZone ? initial : undefined,
  );
  return (
    <div className="flex flex-col gap-7">
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)}>
          The figures may be out of date.
        </Callout>
      ) : null}
      <DashboardCallouts stats={stats} />
      <StatTiles stats={stats} />
      <RunningNow stats={stats} />
      <FailingList stats={stats} />
      <section aria-labelledby="over-time" className="flex flex-col gap-3">
        <h2 id="over-time">Over time</h2>
        <SyncCharts days={stats.days} />
        <CallsCard calls={stats.calls} />
      </section>
      <section aria-labelledby="recent-runs" className="flex flex-col gap-3">
        <h2 id="recent-runs">Recent syncs</h2>
        {stats.recent.length === 0 ? (
          <div className="card">
            <EmptyState icon={<History size={20} />} title="No syncs yet">
              The first sync of a company starts automatically as soon as it is connected.
            </EmptyState>
          </div>
        ) : (
          <RunTable label="Recent syncs" runs={stats.recent} withCompany />
        )}
      </section>
    </div>
  );
}
