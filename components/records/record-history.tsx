"use client";

import Link from "next/link";
import { useState } from "react";

import type { RecordDetail, RecordVersion } from "#lib/contracts/records.ts";
import { describeProblem } from "../data/problem-error.ts";
import { countOf } from "../format/figures.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { Callout } from "../ui/callout.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Time } from "../ui/time.tsx";
import { diffJson } from "./json-diff.ts";
import { useRecordVersions } from "./use-record-versions.ts";

const mutations: Readonly<Record<string, string>> = {
  edited: "Edited",
  deleted: "Deleted",
  voided: "Voided",
  merged: "Merged",
  restored: "Restored",
};

export interface RecordHistoryProps {
  readonly companyId: string;
  readonly record: Pick<RecordDetail, "recordType" | "sourceId" | "versions">;
}

/** What changed, and when: each version beside the one before it. */
export function RecordHistory({ companyId, record }: RecordHistoryProps) {
  const [open, setOpen] = useState(false);
  const { data, error } = useRecordVersions(companyId, record.recordType, record.sourceId, open);
  return (
    <Disclosure title="History" aside={countOf(record.versions, "version")} onToggle={setOpen}>
      {error ? <Callout tone="bad" title={describeProblem(error)} className="m-4" /> : null}
      {data === undefined && !error ? (
        <div className="flex flex-col gap-3 p-5" role="status">
          <span className="sr-only">Loading versions</span>
          <Skeleton className="w-64" />
          <Skeleton className="w-96 max-w-full" />
        </div>
      ) : null}
      {data === undefined ? null : <Versions companyId={companyId} versions={data.versions} />}
    </Disclosure>
  );
}

interface VersionsProps {
  readonly companyId: string;
  readonly versions: readonly RecordVersion[];
}

function Versions({ companyId, versions }: VersionsProps) {
  if (versions.length === 1) {
    return <p className="p-5 text-ink-soft">No changes since it was imported.</p>;
  }
  return (
    <ol className="divide-y divide-line">
      {versions.slice(0, -1).map((version, index) => {
        const before = versions[index + 1];
        if (!before) return null;
        return <Change key={version.version} companyId={companyId} before={before} after={version} />;
      })}
    </ol>
  );
}

interface ChangeProps {
  readonly companyId: string;
  readonly before: RecordVersion;
  readonly after: RecordVersion;
}

function Change({ companyId, before, after }: ChangeProps) {
  const differences = diffJson(before.source, after.source);
  return (
    <li className="flex flex-col gap-3 p-5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className="font-semibold">{mutations[before.replacedBy ?? ""] ?? "Changed"}</strong>
        <Time at={after.updatedAt} className="text-ink-soft" />
        <span className="text-ink-faint">version {after.version}</span>
        {before.syncId === null ? null : (
          <Link className="link text-[0.9rem]" href={`/companies/${companyId}/runs/${before.syncId}`}>
            View the sync
          </Link>
        )}
      </p>
      {differences.length === 0 ? (
        <p className="text-ink-soft">No editable field differs.</p>
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col" className="pl-0!">
                Field
              </th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ where, before: was, after: is }) => (
              <tr key={where}>
                <th scope="row" className="pl-0! font-normal! text-ink-soft">
                  {where}
                </th>
                <td>
                  <Side tone="bad" text={was} none="none" />
                </td>
                <td>
                  <Side tone="good" text={is} none="removed" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

function Side({
  tone,
  text,
  none,
}: {
  readonly tone: "good" | "bad";
  readonly text: string | null;
  readonly none: string;
}) {
  if (text === null) return <span className="text-ink-faint italic">{none}</span>;
  const shown = text === "" ? "empty" : text;
  return tone === "bad" ? (
    <del className="rounded bg-bad-soft px-1 text-bad no-underline">{shown}</del>
  ) : (
    <ins className="rounded bg-good-soft px-1 text-good no-underline">{shown}</ins>
  );
}
