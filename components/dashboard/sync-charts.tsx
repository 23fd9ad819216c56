"use client";

import dynamic from "next/dynamic";

import type { SyncDay } from "#lib/contracts/sync-stats.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { formatDay, formatDuration } from "../format/times.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { OutcomeLegend } from "./outcome-pattern.tsx";

const loading = () => <Skeleton className="size-full" />;
const OutcomeChart = dynamic(() => import("./day-charts.tsx").then((charts) => charts.OutcomeChart), {
  ssr: false,
  loading,
});
const DurationChart = dynamic(() => import("./day-charts.tsx").then((charts) => charts.DurationChart), {
  ssr: false,
  loading,
});

export function SyncCharts({ days }: { readonly days: readonly SyncDay[] }) {
  const newestFirst = days.toReversed();
  const total = (key: "succeeded" | "incomplete" | "failed") => days.reduce((sum, day) => sum + day[key], 0);
  const failed = total("failed");
  const slowest = days.reduce<SyncDay | null>(
    (worst, day) => ((day.averageMs ?? -1) > (worst?.averageMs ?? -1) ? day : worst),
    null,
  );
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <ChartFrame
        title="Syncs by day"
        lead={`${countOf(total("succeeded") + total("incomplete") + failed, "sync", "syncs")} in ${days.length} days, ${formatCount(failed)} failed`}
        legend={<OutcomeLegend />}
        chart={<OutcomeChart days={days} />}
        columns={[
          { label: "Day" },
          { label: "Succeeded", numeric: true },
          { label: "Incomplete", numeric: true },
          { label: "Failed", numeric: true },
        ]}
        rows={newestFirst.map((day) => [
          formatDay(day.day),
          formatCount(day.succeeded),
          formatCount(day.incomplete),
          formatCount(day.failed),
        ])}
      />
      <ChartFrame
        title="Average time by day"
        lead={
          slowest?.averageMs == null
            ? "No syncs finished in these days."
            : `Longest on ${formatDay(slowest.day)}: ${formatDuration(slowest.averageMs)} a sync`
        }
        chart={<DurationChart days={days} />}
        columns={[{ label: "Day" }, { label: "Average time", numeric: true }]}
        rows={newestFirst.map(({ day, averageMs }) => [
          formatDay(day),
          averageMs === null ? "none" : formatDuration(averageMs),
        ])}
      />
    </div>
  );
}
