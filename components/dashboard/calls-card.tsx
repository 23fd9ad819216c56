"use client";

import dynamic from "next/dynamic";

import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { formatCount, formatShare } from "../format/figures.ts";
import { formatDay } from "../format/times.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { Status, type Tone } from "../ui/status.tsx";
import { ChartFrame } from "./chart-frame.tsx";

const CallsChart = dynamic(() => import("./day-charts.tsx").then((charts) => charts.CallsChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

type Calls = SyncStats["calls"];

const statuses = {
  fine: { tone: "good", word: "Enough for this month" },
  warning: { tone: "warn", word: "Will run short" },
  throttled: { tone: "bad", word: "Throttled" },
  over_quota: { tone: "bad", word: "Your firm’s share is used up" },
} satisfies Record<Calls["state"], { tone: Tone; word: string }>;

/** Intuit meters reads per app and month, and rejects every further one when the allowance is used. */
export function CallsCard({ calls }: { readonly calls: Calls }) {
  const { tone, word } = statuses[calls.state];
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <section aria-labelledby="calls-title" className="card flex flex-col gap-4 p-5">
        <div className="flex flex-wrap items-baseline justify-between gap-2">
          <h3 id="calls-title">QuickBooks calls this month</h3>
          <Status tone={tone} word={word} chip testId="calls-state" />
        </div>
        <Meter calls={calls} />
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 tabular-nums sm:grid-cols-4">
          <Figure label="Used" value={formatCount(calls.usedByAll)} />
          {calls.usedByAll === calls.used ? null : (
            <Figure label="By your firm" value={formatCount(calls.used)} />
          )}
          <Figure label="Today" value={formatCount(calls.today)} />
          <Figure label="Forecast" value={formatCount(calls.forecast)} />
          <Figure label="Allowance" value={formatCount(calls.allowance)} />
        </dl>
        <p className="text-[0.9rem] text-ink-soft">{describeConsequence(calls)}</p>
      </section>
      <ChartFrame
        title="Metered calls by day"
        lead="Your firm’s calls by day (UTC)"
        chart={<CallsChart days={calls.days} />}
        columns={[{ label: "Day (UTC)" }, { label: "Metered calls", numeric: true }]}
        rows={calls.days.toReversed().map(({ day, metered }) => [formatDay(day), formatCount(metered)])}
      />
    </div>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-[0.86rem] text-ink-faint">{label}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}

function describeConsequence({ state, monthEndsAt, throttleAtShare }: Calls): string {
  const day = formatDay(monthEndsAt.slice(0, 10));
  const guard = formatShare(throttleAtShare);
  return {
    fine: `All syncs run as planned. From ${guard} on, scheduled syncs would run once a day; webhook syncs and manual syncs are never held back. A new allowance begins on ${day}.`,
    warning: `At ${guard}, scheduled syncs slow down to once a day; webhook syncs and manual syncs continue. Pause companies that can wait, or sync them less often. A new allowance begins on ${day}.`,
    over_quota: `Your firm has used its share of the calls. Its scheduled syncs wait until ${day}; webhook syncs and manual syncs continue.`,
    throttled: `Scheduled syncs run once a day until ${day}. Webhook syncs and manual syncs continue.`,
  }[state];
}

function Meter({
  calls: { usedByAll, allowance, forecast, warnAtShare, throttleAtShare },
}: {
  readonly calls: Calls;
}) {
  const share = allowance === 0 ? 0 : usedByAll / allowance;
  const ahead = allowance === 0 ? 0 : forecast / allowance;
  return (
    <div>
      <div
        role="meter"
        aria-label="Share of the month’s allowance that is used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(share * 1000) / 10)}
        aria-valuetext={`${formatShare(share)} used, ${formatShare(ahead)} forecast`}
        className="relative h-4 rounded-full bg-ink/8"
      >
        {/* The forecast is an outline around what is used, so that neither needs its colour. */}
        <div
          className="absolute inset-y-0 left-0 rounded-full border border-dashed border-line-strong"
          style={{ width: width(ahead) }}
        />
        <div
          className="absolute inset-y-0 left-0 min-w-1 rounded-full bg-accent"
          style={{ width: width(share) }}
        />
        {[warnAtShare, throttleAtShare].map((at) => (
          <span key={at} className="absolute -inset-y-1 w-px bg-ink" style={{ left: width(at) }} />
        ))}
      </div>
      <div className="relative mt-1.5 h-5 text-[0.8rem] text-ink-faint" aria-hidden>
        <span>{formatShare(share)} used</span>
        <span className="absolute right-[calc(20%+4px)] whitespace-nowrap">
          warning {formatShare(warnAtShare)}
        </span>
        <span className="absolute right-0 whitespace-nowrap">throttled {formatShare(throttleAtShare)}</span>
      </div>
    </div>
  );
}

function width(share: number): string {
  return `${(Math.min(1, share) * 100).toFixed(2)}%`;
}
