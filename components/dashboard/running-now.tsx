import Link from "next/link";

import type { SyncRun } from "#lib/contracts/sync-run.ts";
import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { kindNames, describeTrigger } from "../runs/run-style.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { StatusShape } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";

export function RunningNow({ stats: { running, underWay, queued } }: { readonly stats: SyncStats }) {
  const more = underWay - running.length;
  return (
    <section aria-labelledby="running-now" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="running-now">Running now</h2>
        <p className="text-ink-soft tabular-nums">
          <span data-testid="under-way">{formatCount(underWay)}</span> under way, {formatCount(queued)}{" "}
          waiting
        </p>
      </div>
      {running.length === 0 ? (
        <p className="card px-5 py-4 text-ink-soft">
          {queued === 0
            ? "No syncs are running."
            : `${countOf(queued, "sync is", "syncs are")} waiting to start.`}
        </p>
      ) : (
        <ul className="grid gap-3 xl:grid-cols-2">
          {running.map((run) => (
            <li key={run.id} className="card flex flex-col gap-2 px-5 py-4">
              <RunningRun run={run} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? <p className="text-ink-soft">and {formatCount(more)} more</p> : null}
    </section>
  );
}

function RunningRun({ run }: { readonly run: SyncRun }) {
  const { seen } = run.counts;
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <Link
          href={`/companies/${run.companyId}`}
          className="inline-flex min-w-0 items-center gap-2 font-medium hover:underline"
        >
          <StatusShape tone="running" />
          <span className="truncate">{run.companyName}</span>
        </Link>
        <span className="shrink-0 text-[0.9rem] text-ink-faint">
          <Time at={run.startedAt ?? run.createdAt} />
        </span>
      </div>
      <ProgressBar label={`${run.companyName}: records imported`} done={seen} expected={run.expected} />
      <p className="flex flex-wrap justify-between gap-x-4 text-[0.9rem] text-ink-soft tabular-nums">
        <span>
          {kindNames[run.kind]} {describeTrigger(run)}
        </span>
        <span>
          {formatCount(seen)}
          {run.expected === null ? " records" : ` of ${countOf(run.expected, "record")}`}
          {run.typesTotal === 0 ? "" : `, ${run.typesDone} of ${countOf(run.typesTotal, "type")}`}
        </span>
      </p>
    </>
  );
}
