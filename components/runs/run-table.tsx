import Link from "next/link";

import type { SyncRun } from "#lib/contracts/sync-run.ts";
import { formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import {
  durationOf,
  kindNames,
  runStyles,
  describeResult,
  describeScope,
  describeTrigger,
} from "./run-style.ts";

export interface RunTableProps {
  readonly label: string;
  readonly runs: readonly SyncRun[];
  /** On pages about the whole firm. */
  readonly withCompany?: boolean;
  readonly lit?: number;
}

export function RunTable({ label, runs, withCompany = false, lit = -1 }: RunTableProps) {
  return (
    <ScrollTable label={label}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{withCompany ? "Company" : "Sync"}</th>
            <th scope="col" className="max-sm:hidden">
              {" "}
              Status{" "}
            </th>
            <th scope="col">Result</th>
            <th scope="col" className="max-sm:hidden">
              Started
            </th>
            <th scope="col" className="num max-sm:hidden">
              {" "}
              Duration{" "}
            </th>
            <th scope="col" className="num max-md:hidden">
              Calls
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <RunRow key={run.id} run={run} withCompany={withCompany} lit={index === lit} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

interface RunRowProps {
  readonly run: SyncRun;
  readonly withCompany: boolean;
  readonly lit: boolean;
}

function RunRow({ run, withCompany, lit }: RunRowProps) {
  const style = runStyles[run.state];
  const took = durationOf(run);
  const scope = describeScope(run);
  const result = run.error?.message ?? describeResult(run);
  return (
    <tr className="row-link relative" data-selected={lit || undefined}>
      <th scope="row" className="sm:whitespace-nowrap">
        <Link href={`/companies/${run.companyId}/runs/${run.id}`} className="after:absolute after:inset-0">
          {withCompany ? run.companyName : kindNames[run.kind]}
        </Link>
        <span className="block text-[0.86rem] font-normal text-ink-faint">
          {withCompany ? `${kindNames[run.kind]}, ` : ""}
          {describeTrigger(run)}
          {scope === null ? null : <> · {scope}</>}
        </span>
        <span className="mt-1 block font-normal sm:hidden">
          <Status tone={style.tone} word={style.word} />
          <span className="block text-[0.86rem] text-ink-faint">
            <Time at={run.startedAt ?? run.createdAt} className="relative" />
          </span>
        </span>
      </th>
      <td className="max-sm:hidden">
        <Status tone={style.tone} word={style.word} />
      </td>
      <td className="max-w-88 sm:min-w-44">
        {result === "" ? <Blank message="nothing yet" /> : <span className="line-clamp-2">{result}</span>}
      </td>
      <td className="whitespace-nowrap text-ink-soft max-sm:hidden">
        <Time at={run.startedAt ?? run.createdAt} className="relative" />
      </td>
      <td className="num max-sm:hidden">
        {took === null ? <Blank message="not finished" /> : formatDuration(took)}
      </td>
      <td className="num max-md:hidden">{formatCount(run.apiCalls)}</td>
    </tr>
  );
}
