import Link from "next/link";

import { recordTypes } from "#lib/books/record-type.ts";
import type { SyncStep } from "#lib/contracts/sync-run.ts";
import { formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { stepStyles } from "./run-style.ts";

export interface StepTableProps {
  readonly companyId: string;
  readonly steps: readonly SyncStep[];
}

/** A run, type by type: trouble first, then in the usual order. */
export function StepTable({ companyId, steps }: StepTableProps) {
  const isFailing = (step: SyncStep) => step.state === "failed" || step.state === "incomplete";
  const sorted = [...steps.filter(isFailing), ...steps.filter((step) => !isFailing(step))];
  return (
    <section className="flex flex-col gap-3" aria-labelledby="steps">
      <h2 id="steps">By type</h2>
      <ScrollTable label="The sync by type">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Status</th>
              <th scope="col" className="num">
                Read
              </th>
              <th scope="col" className="num">
                New
              </th>
              <th scope="col" className="num">
                Edited
              </th>
              <th scope="col" className="num">
                Deleted
              </th>
              <th scope="col" className="num">
                Import errors
              </th>
              <th scope="col" className="num">
                Tieout / QuickBooks
              </th>
              <th scope="col" className="num">
                {" "}
                Duration{" "}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((step) => (
              <StepRow key={step.recordType} companyId={companyId} step={step} />
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  );
}

function StepRow({ companyId, step }: { readonly companyId: string; readonly step: SyncStep }) {
  const style = stepStyles[step.state];
  const { counts, error } = step;
  const differs = step.sourceCount !== null && step.ourCount !== null && step.sourceCount !== step.ourCount;
  return (
    <tr>
      <th scope="row">
        <Link href={`/companies/${companyId}/records/${step.recordType}`} className="hover:underline">
          {recordTypes[step.recordType].plural}
        </Link>
      </th>
      <td>
        <Status tone={style.tone} word={style.word} />
        {error === null ? null : (
          <span className="block max-w-80 text-[0.86rem] text-ink-soft">
            {error.message} {error.detail}
          </span>
        )}
        {step.askedWithout === null ? null : (
          <span className="block max-w-80 text-[0.86rem] text-ink-soft">{step.askedWithout}</span>
        )}
      </td>
      <td className="num">
        {formatCount(counts.seen)}
        {step.state === "running" && step.expected !== null ? (
          <span className="text-ink-faint"> of {formatCount(step.expected)}</span>
        ) : null}
      </td>
      <Count count={counts.created} />
      <Count count={counts.changed} />
      <Count count={counts.deleted} />
      <Count count={counts.failed} warn />
      <td className={differs ? "num font-medium text-warn" : "num"}>
        {step.ourCount === null || step.sourceCount === null ? (
          <Blank message="not counted" />
        ) : (
          `${formatCount(step.ourCount)} / ${formatCount(step.sourceCount)}`
        )}
      </td>
      <td className="num text-ink-soft">{took(step)}</td>
    </tr>
  );
}

function Count({ count, warn = false }: { readonly count: number; readonly warn?: boolean }) {
  const style = count === 0 ? "text-ink-faint" : warn ? "font-medium text-warn" : "";
  return <td className={`num ${style}`}>{formatCount(count)}</td>;
}

function took({ startedAt, finishedAt }: SyncStep) {
  if (startedAt === null || finishedAt === null) return <Blank message="not finished" />;
  return formatDuration(new Date(finishedAt).getTime() - new Date(startedAt).getTime());
}
