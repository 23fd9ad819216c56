"use client";

// The drawings alone, apart from the page: the library behind them is the page's heaviest part and comes
// after it.

import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

import type { CallDay, SyncDay } from "#lib/contracts/sync-stats.ts";
import { formatCompact, formatCount } from "../format/figures.ts";
import { formatDay, formatDuration } from "../format/times.ts";
import { outcomes } from "./outcomes.ts";
import { OutcomePatterns, patternFill } from "./outcome-pattern.tsx";

const axis = {
  stroke: "var(--line-strong)",
  tickLine: false,
  tick: { fill: "var(--ink-faint)", fontSize: 11 },
};
const margin = { top: 16, right: 8, bottom: 0, left: 0 };

function dayOnly(day: string): string {
  return formatDay(day).replace(/, \d+$/, "");
}

interface HoverProps {
  readonly active?: boolean;
  readonly label?: unknown;
  readonly payload?: readonly { readonly name?: unknown; readonly value?: unknown }[];
}

function hover(show: (value: number) => string) {
  return function Hover({ active, label, payload }: HoverProps) {
    if (!active || typeof label !== "string" || payload === undefined) return null;
    return (
      <div className="rounded-md border border-line bg-raised px-3 py-2 text-[0.86rem] shadow-(--shadow)">
        <p className="font-medium">{formatDay(label)}</p>
        {payload.map(({ name, value }) => (
          <p key={String(name)} className="flex justify-between gap-4 text-ink-soft tabular-nums">
            <span>{String(name)}</span>
            <span>{typeof value === "number" ? show(value) : "none"}</span>
          </p>
        ))}
      </div>
    );
  };
}

const HoverCount = hover(formatCount);
const HoverDuration = hover(formatDuration);

export function OutcomeChart({ days }: { readonly days: readonly SyncDay[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...days]} margin={margin} barCategoryGap="18%" title="Syncs by day and how they ended">
        <OutcomePatterns />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...axis} dataKey="day" tickFormatter={dayOnly} minTickGap={28} />
        <YAxis {...axis} axisLine={false} width={38} allowDecimals={false} tickFormatter={formatCompact} />
        <Tooltip content={<HoverCount />} cursor={{ fill: "var(--ink)", fillOpacity: 0.05 }} />
        {outcomes.map(({ key, word }) => (
          <Bar
            key={key}
            dataKey={key}
            name={word}
            stackId="ended"
            fill={patternFill(key)}
            isAnimationActive={false}
          >
            {key === "failed" ? (
              // A single failure among hundreds is a bar of no height: its count stands above.
              <LabelList
                dataKey="failed"
                position="top"
                fill="var(--bad)"
                fontSize={11}
                fontWeight={650}
                formatter={(count: unknown) =>
                  typeof count === "number" && count > 0 ? formatCompact(count) : ""
                }
              />
            ) : null}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

export function DurationChart({ days }: { readonly days: readonly SyncDay[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...days]} margin={margin} title="Average time of a sync by day">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...axis} dataKey="day" tickFormatter={dayOnly} minTickGap={28} />
        <YAxis {...axis} axisLine={false} width={52} tickFormatter={formatDuration} />
        <Tooltip content={<HoverDuration />} cursor={{ stroke: "var(--line-strong)" }} />
        <Line
          dataKey="averageMs"
          name="Average"
          type="linear"
          stroke="var(--accent)"
          strokeWidth={2}
          dot={{ r: 2.5, fill: "var(--accent)", strokeWidth: 0 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

export function CallsChart({ days }: { readonly days: readonly CallDay[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...days]} margin={margin} barCategoryGap="18%" title="Metered calls by day">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...axis} dataKey="day" tickFormatter={dayOnly} minTickGap={28} />
        <YAxis {...axis} axisLine={false} width={38} allowDecimals={false} tickFormatter={formatCompact} />
        <Tooltip content={<HoverCount />} cursor={{ fill: "var(--ink)", fillOpacity: 0.05 }} />
        <Bar dataKey="metered" name="Metered calls" fill="var(--accent)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
