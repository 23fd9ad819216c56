"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode } from "react";

import { retryableStates } from "#lib/books/sync-run.ts";
import type { CompanyDetail } from "#lib/contracts/company.ts";
import { requestSyncAnswer, type SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { RunAwaitingApproval } from "../company/run-awaiting-approval.tsx";
import { CancelButton } from "../company/cancel-button.tsx";
import { syncDisabledReason } from "../company/disabled-reasons.ts";
import { useCompany, useSyncRun } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Status } from "../ui/status.tsx";
import { ExactTime, Time } from "../ui/time.tsx";
import {
  durationOf,
  kindNames,
  runStyles,
  describeResult,
  describeScope,
  describeTrigger,
} from "./run-style.ts";
import { StepTable } from "./step-table.tsx";

export interface RunDetailProps {
  readonly initial: SyncRunWithSteps;
  readonly company: CompanyDetail;
}

export function RunDetail({ initial, company: initialCompany }: RunDetailProps) {
  const { data: run = initial } = useSyncRun(initial.id, initial);
  const { data: company = initialCompany } = useCompany(initialCompany.id, initialCompany);
  const style = runStyles[run.state];
  const scope = describeScope(run);
  const took = durationOf(run);
  const underWay = run.state === "running" || run.state === "queued";
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="flex flex-wrap items-center gap-3">
            {kindNames[run.kind]}
            <span className="text-[1rem] font-normal tracking-normal">
              <Status chip tone={style.tone} word={style.word} testId="sync-state" />
            </span>
          </h1>
          <p className="mt-1 text-ink-soft">
            Started {describeTrigger(run)}, <Time at={run.createdAt} />
            {scope === null ? "" : `. ${scope}`}.
          </p>
        </div>
        <div className="flex gap-2">
          {underWay ? <CancelButton companyId={company.id} run={run} /> : null}
          {retryableStates.includes(run.state) ? <RetryButton run={run} company={company} /> : null}
        </div>
      </div>
      {run.state === "awaiting_approval" ? <RunAwaitingApproval run={run} company={company} /> : null}
      {run.error && run.state !== "awaiting_approval" ? (
        <Callout tone={run.state === "failed" ? "bad" : "warn"} title={run.error.message}>
          {run.error.detail === null ? null : <p>{run.error.detail}</p>}
          <p>Nothing was lost: the books hold what was imported until then.</p>
          {run.error.intuitTid === null ? null : (
            <p className="text-[0.9rem]">
              Reference for Intuit’s support: <code className="font-mono">{run.error.intuitTid}</code>
            </p>
          )}
        </Callout>
      ) : null}
      {run.state === "running" ? (
        <ProgressBar label="Records imported" done={run.counts.seen} expected={run.expected} />
      ) : null}
      <dl className="card grid grid-cols-2 gap-x-8 gap-y-4 p-5 sm:grid-cols-3 xl:grid-cols-6">
        <Figure name="Records read">
          {formatCount(run.counts.seen)}
          {run.expected === null ? null : (
            <span className="text-[0.9rem] font-normal text-ink-faint"> of {formatCount(run.expected)}</span>
          )}
        </Figure>
        <Figure name="New">{formatCount(run.counts.created)}</Figure>
        <Figure name="Edited">{formatCount(run.counts.changed)}</Figure>
        <Figure name="Only balances changed">{formatCount(run.counts.derivedOnly)}</Figure>
        <Figure name="Unchanged">{formatCount(run.counts.unchanged)}</Figure>
        <Figure name="Deleted">{formatCount(run.counts.deleted)}</Figure>
        <Figure name="Import errors">{formatCount(run.counts.failed)}</Figure>
        <Figure name="QuickBooks calls">{formatCount(run.apiCalls)}</Figure>
        <Figure name="Metered calls">{formatCount(run.meteredCalls)}</Figure>
        <Figure name="Duration">{took === null ? "–" : formatDuration(took)}</Figure>
        <Figure name="Time in queue">{waited(run)}</Figure>
        <Figure name="Attempts">{formatCount(run.attempts)}</Figure>
      </dl>
      <p className="-mt-3 text-[0.9rem] text-ink-faint">
        {hadNews(run) ? null : <>{describeResult(run)}. </>}
        {run.startedAt === null ? null : (
          <>
            Started <ExactTime at={run.startedAt} />
            {run.finishedAt === null ? null : (
              <>
                , finished <ExactTime at={run.finishedAt} />
              </>
            )}
            .
          </>
        )}
      </p>
      {run.steps.length === 0 ? null : <StepTable companyId={run.companyId} steps={run.steps} />}
    </div>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-[0.86rem] text-ink-faint">{name}</dt>
      <dd className="text-[1.1rem] font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

/** The figures say the rest; that nothing had changed is worth a sentence. */
function hadNews({ counts, state }: SyncRunWithSteps): boolean {
  return state !== "succeeded" || counts.created + counts.changed + counts.deleted + counts.failed > 0;
}

/** On the queue, which is not the run's own doing. */
function waited({ createdAt, startedAt }: SyncRunWithSteps): string {
  return startedAt === null
    ? "–"
    : formatDuration(new Date(startedAt).getTime() - new Date(createdAt).getTime());
}

function RetryButton({ run, company }: { readonly run: SyncRunWithSteps; readonly company: CompanyDetail }) {
  const { role } = useViewer();
  const router = useRouter();
  const failing = run.steps.filter(({ state }) => state === "failed" || state === "incomplete").length;
  const retry = useMutation({
    send: async () => {
      const url = `/api/quickbooks/sync/${run.id}/retry`;
      const { syncId } = await sendJson("POST", url, {}, requestSyncAnswer);
      router.push(`/companies/${run.companyId}/runs/${syncId}`);
      return "A new sync starts in a moment.";
    },
    failed: "The sync was not started",
  });
  return (
    <Button
      variant="primary"
      icon={<RotateCcw size={15} aria-hidden />}
      disabledReason={syncDisabledReason(role, company)}
      busy={retry.underWay ? "Starting…" : null}
      onClick={() => void retry.run(undefined)}
    >
      {failing === 0 || failing === run.steps.length ? "Try again" : "Retry failed types"}
    </Button>
  );
}
