"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";

import { connectionStates } from "#lib/books/connection-state.ts";
import { retryAnswer, type SyncStats, type FailingSync } from "#lib/contracts/sync-stats.ts";
import { ConnectButton } from "../connections/connect-button.tsx";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { kindNames, runStyles } from "../runs/run-style.ts";
import { Button } from "../ui/button.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { isSyncStats } from "./use-sync-stats.ts";

/** Without companies: all whose last sync failed. */
function useRetry(companyIds?: readonly string[]) {
  return useMutation({
    send: async () => {
      const body = companyIds === undefined ? {} : { companyIds };
      const { started, leftOut } = await sendJson("POST", "/api/admin/quickbooks/retry", body, retryAnswer);
      return describeRetried(started, leftOut);
    },
    failed: "Nothing was started",
    changes: isSyncStats,
  });
}

function describeRetried(started: number, leftOut: number): string {
  const others =
    leftOut === 0 ? "" : ` ${countOf(leftOut, "company was", "companies were")} skipped; each shows why.`;
  if (started === 0)
    return leftOut === 0 ? "It has succeeded in the meantime." : `Nothing to start.${others}`;
  return `${countOf(started, "sync starts", "syncs start")} in a moment.${others}`;
}

function retryDisabledReason({ connection, underWay }: FailingSync): string | null {
  if (underWay) return "A new sync of this company is already waiting or under way.";
  if (connection === null) return "This company is not connected to QuickBooks.";
  const { live, message } = connectionStates[connection];
  return live ? null : message;
}

export function FailingList({ stats }: { readonly stats: SyncStats }) {
  const { failing, failedCompanies, incompleteCompanies } = stats;
  const retryAll = useRetry();
  const total = failedCompanies + incompleteCompanies;
  const canRetry = failing.some(
    (failing) => failing.run.state === "failed" && retryDisabledReason(failing) === null,
  );
  return (
    <section aria-labelledby="recent-errors" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="recent-errors">
          Recent errors{" "}
          <span className="font-normal text-ink-soft tabular-nums" data-testid="failed-companies">
            {failedCompanies === 0 ? "" : `${formatCount(failedCompanies)} failed`}
            {failedCompanies > 0 && incompleteCompanies > 0 ? ", " : ""}
            {incompleteCompanies === 0 ? "" : `${formatCount(incompleteCompanies)} incomplete`}
          </span>
        </h2>
        {failedCompanies < 2 ? null : (
          <Button
            size="small"
            icon={<RotateCcw size={14} aria-hidden />}
            disabledReason={canRetry ? null : "None of them can be retried now; each shows why."}
            busy={retryAll.underWay ? "Starting…" : null}
            data-testid="retry-all"
            onClick={() => void retryAll.run(undefined)}
          >
            Retry all that failed
          </Button>
        )}
      </div>
      {total === 0 ? (
        <p className="card px-5 py-4">
          <Status tone="good" word="The last sync of every company succeeded." />
        </p>
      ) : (
        <FailingTable failing={failing} />
      )}
      {total > failing.length ? (
        <p className="text-ink-soft">
          and {formatCount(total - failing.length)} more.{" "}
          <Link className="link" href="/?status=attention">
            View all companies that need attention
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function FailingTable({ failing }: { readonly failing: readonly FailingSync[] }) {
  return (
    <ScrollTable label="Recent errors">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">Company</th>
            <th scope="col" className="max-md:hidden">
              {" "}
              Status{" "}
            </th>
            <th scope="col" className="max-sm:hidden">
              What went wrong
            </th>
            <th scope="col" className="max-md:hidden">
              Since
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {failing.map((failing) => (
            <FailingRow key={failing.run.id} failing={failing} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

const unexplained = {
  failed: "It stopped without an error message. Its page shows how far it got.",
  incomplete: "Some types failed, or their counts differ from QuickBooks.",
};

function FailingRow({ failing }: { readonly failing: FailingSync }) {
  const { run } = failing;
  const style = runStyles[run.state];
  const message = run.error?.message ?? unexplained[run.state === "failed" ? "failed" : "incomplete"];
  const since = run.finishedAt ?? run.createdAt;
  return (
    <tr>
      <th scope="row" className="min-w-40">
        <Link href={`/companies/${run.companyId}/runs/${run.id}`} className="hover:underline">
          {run.companyName}
        </Link>
        <span className="block text-[0.86rem] font-normal text-ink-faint">{kindNames[run.kind]}</span>
        <span className="mt-1 block font-normal md:hidden">
          <Status tone={style.tone} word={style.word} />{" "}
          <span className="text-[0.86rem] text-ink-faint">
            <Time at={since} />
          </span>
        </span>
        <span className="mt-1 block text-[0.93rem] font-normal text-ink-soft sm:hidden">{message}</span>
      </th>
      <td className="max-md:hidden">
        <Status tone={style.tone} word={style.word} />
      </td>
      <td className="max-w-104 min-w-48 max-sm:hidden">
        {message}
        {run.error?.detail == null ? null : (
          <span className="block text-[0.86rem] text-ink-faint">{run.error.detail}</span>
        )}
      </td>
      <td className="whitespace-nowrap text-ink-soft max-md:hidden">
        <Time at={since} />
      </td>
      <td className="text-right whitespace-nowrap">
        <Remedy failing={failing} />
      </td>
    </tr>
  );
}

/** The one action that can help. */
function Remedy({ failing }: { readonly failing: FailingSync }) {
  const { run, connection } = failing;
  const retry = useRetry([run.companyId]);
  if (failing.underWay) return <Status tone="running" word="Being retried" />;
  if (connection !== null && connectionStates[connection].nextStep === "reconnect") {
    return (
      <ConnectButton companyId={run.companyId} size="small" label="Reconnect" testId="reconnect-quickbooks" />
    );
  }
  return (
    <Button
      size="small"
      aria-label={`Retry ${run.companyName}`}
      disabledReason={retryDisabledReason(failing)}
      busy={retry.underWay ? "Starting…" : null}
      data-testid="retry"
      onClick={() => void retry.run(undefined)}
    >
      Retry
    </Button>
  );
}
