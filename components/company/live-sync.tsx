"use client";

import { useEffect } from "react";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import type { SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { describeTrigger, kindNames } from "../runs/run-style.ts";
import { useNow } from "../ui/now.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { StatusShape } from "../ui/status.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { estimateProgress } from "./progress-estimate.ts";
import { StepChips } from "./step-chips.tsx";
import { useRefreshCompany } from "./use-company.ts";
import { useProgress } from "./use-progress.ts";

/** What a sync under way is doing right now. It goes on whether or not anybody looks. */
export function LiveSync({ company }: { readonly company: CompanyDetail }) {
  const active = company.active;
  const { run, samples } = useProgress(active?.id ?? null);
  const refresh = useRefreshCompany(company.id);
  const ended = run !== undefined && run.finishedAt !== null;
  useEffect(() => {
    // The run has ended between two looks at the company: bring the page up to date at once.
    if (ended) void refresh();
  }, [ended, refresh]);
  if (!active) return null;
  const { seen } = run?.counts ?? active.counts;
  const expected = run?.expected ?? active.expected;
  const done = run?.typesDone ?? active.typesDone;
  const total = run?.typesTotal ?? active.typesTotal;
  const { perSecond, leftMs } = estimateProgress(samples, expected);
  const isRunning = (run?.state ?? active.state) === "running";
  return (
    <section
      aria-labelledby="live-sync"
      className="card flex flex-col gap-4 border-info/40 p-5"
      data-testid="sync-progress"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="live-sync" className="flex items-center gap-2.5">
          <StatusShape tone={isRunning ? "running" : "waiting"} />
          {kindNames[active.kind]} {isRunning ? "under way" : "waiting to start"}
          <span className="font-normal text-ink-faint">{describeTrigger(active)}</span>
        </h2>
        <CancelButton companyId={company.id} run={active} />
      </div>
      {isRunning ? (
        <>
          <ProgressBar
            label={`${kindNames[active.kind]}: records imported`}
            done={seen}
            expected={expected}
          />
          <p className="flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
            <span data-testid="sync-records">
              <strong className="font-semibold">{formatCount(seen)}</strong>
              {expected === null ? " records" : ` of ${countOf(expected, "record")}`}
            </span>
            {total === 0 ? null : (
              <span>
                {done} of {countOf(total, "type")}
              </span>
            )}
            {perSecond === null ? null : <span>{formatCount(Math.round(perSecond))} per second</span>}
            {leftMs === null ? (
              <UsualEnd at={run?.estimatedCompletionAt ?? null} />
            ) : (
              <span>about {formatDuration(Math.max(1000, leftMs))} left</span>
            )}
          </p>
          {run ? <StepChips steps={run.steps} /> : null}
          <Silence run={run} />
        </>
      ) : null}
      <p className="text-[0.9rem] text-ink-faint">You can leave this page; the sync continues.</p>
    </section>
  );
}

/** By the company's own earlier syncs, for as long as this one's progress says nothing. */
function UsualEnd({ at }: { readonly at: string | null }) {
  const now = useNow();
  if (at === null) return null;
  const leftMs = new Date(at).getTime() - now.getTime();
  if (leftMs < 1000) return <span>takes longer than usual</span>;
  return <span>usually done in {formatDuration(leftMs)}</span>;
}

const silentAfterMs = 60_000;

function Silence({ run }: { readonly run: SyncRunWithSteps | undefined }) {
  const now = useNow();
  if (!run?.heartbeatAt || run.state !== "running") return null;
  const silentMs = now.getTime() - new Date(run.heartbeatAt).getTime();
  if (silentMs < silentAfterMs) return null;
  return (
    <p className="text-warn">
      No progress for {formatDuration(silentMs)}. If this sync was interrupted, it resumes automatically where
      it left off.
    </p>
  );
}
