"use client";

import Link from "next/link";
import { Fragment, useState } from "react";

import { recordTypes, type RecordTypeInfo } from "#lib/books/record-type.ts";
import type { CompanyDetail, RecordTypeStatus } from "#lib/contracts/company.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { differenceOf, isCountedSeparately, styleOfType, usualCountAt } from "./type-style.ts";

const groupNames = {
  sales: "Sales",
  expenses: "Expenses",
  banking: "Banking",
  adjustments: "Adjustments",
  lists: "Lists",
  other: "Other",
  settings: "Settings",
} satisfies Record<RecordTypeInfo["group"], string>;

const groups = Object.entries(groupNames);

/** Every type of record: what we hold beside what QuickBooks counts. */
export function TypeGrid({ company }: { readonly company: CompanyDetail }) {
  const [withRest, setWithRest] = useState(false);
  const isRest = (type: RecordTypeStatus) => !type.selected;
  const rest = company.types.filter(isRest).length;
  const shown = company.types.filter((type) => withRest || !isRest(type));
  const countedAt = usualCountAt(shown);
  const total = (pick: (type: RecordTypeStatus) => number | null) =>
    shown.reduce((sum, type) => sum + (pick(type) ?? 0), 0);
  return (
    <section aria-labelledby="types" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="types">Records by type</h2>
        {rest === 0 ? null : (
          <label className="inline-flex items-center gap-2 text-ink-soft">
            <input
              type="checkbox"
              checked={withRest}
              onChange={(event) => setWithRest(event.target.checked)}
              className="accent-(--accent)"
            />
            Show {countOf(rest, "type")} not synced
          </label>
        )}
      </div>
      <ScrollTable label="Records by type">
        <table className="ledger" data-testid="record-types">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col" className="num">
                Tieout
              </th>
              <th scope="col" className="num max-sm:hidden">
                QuickBooks
                {countedAt === null ? null : (
                  <span className="block font-normal whitespace-nowrap">
                    counted <Time at={countedAt} />
                  </span>
                )}
              </th>
              <th scope="col" className="num max-sm:hidden">
                Difference
              </th>
              <th scope="col">Status</th>
              <th scope="col" className="max-md:hidden">
                Current as of
              </th>
              <th scope="col" className="num max-md:hidden">
                Import errors
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(([group, name]) => {
              const types = shown.filter((type) => recordTypes[type.recordType].group === group);
              if (types.length === 0) return null;
              return (
                <Fragment key={group}>
                  <tr>
                    <th
                      scope="colgroup"
                      colSpan={7}
                      className="bg-sunken/60 py-1.5! text-[0.82rem] font-semibold! text-ink-faint"
                    >
                      {name}
                    </th>
                  </tr>
                  {types.map((type) => (
                    <TypeRow
                      key={type.recordType}
                      companyId={company.id}
                      type={type}
                      othersCountedAt={countedAt}
                    />
                  ))}
                </Fragment>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All types</th>
              <td className="num">{formatCount(total((type) => type.liveCount))}</td>
              <td className="num max-sm:hidden">{formatCount(total((type) => type.sourceCount))}</td>
              <td className="num max-sm:hidden">
                <Difference count={total(differenceOf)} />
              </td>
              <td />
              <td className="max-md:hidden" />
              <td className="num max-md:hidden">{formatCount(total((type) => type.openFailures))}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollTable>
    </section>
  );
}

interface TypeRowProps {
  readonly companyId: string;
  readonly type: RecordTypeStatus;
  readonly othersCountedAt: string | null;
}

function TypeRow({ companyId, type, othersCountedAt }: TypeRowProps) {
  const style = styleOfType(type);
  const why = type.offered === false ? null : type.lastError;
  const asOf = type.currentAsOf;
  return (
    <tr className="row-link relative" data-record-type={type.recordType}>
      <th scope="row">
        <Link
          href={`/companies/${companyId}/records/${type.recordType}`}
          className="after:absolute after:inset-0"
        >
          {recordTypes[type.recordType].plural}
        </Link>
      </th>
      <td className="num">
        {type.liveCount === null ? <Blank message="not synced yet" /> : formatCount(type.liveCount)}
      </td>
      <td className="num max-sm:hidden">
        <SourceCount type={type} othersCountedAt={othersCountedAt} />
      </td>
      <td className="num max-sm:hidden">
        <Difference count={differenceOf(type)} />
      </td>
      <td title={why ?? undefined}>
        <Status tone={style.tone} word={style.word} />
        {type.selected && type.offered === false ? (
          <span className="block max-w-72 text-[0.86rem] text-ink-faint">
            Not available in this QuickBooks plan
            {type.lastAskedAt === null ? null : (
              <>
                , last checked <Time at={type.lastAskedAt} className="relative" />
              </>
            )}
          </span>
        ) : null}
        {why === null ? null : <span className="block max-w-72 text-[0.86rem] text-ink-faint">{why}</span>}
      </td>
      <td className="whitespace-nowrap text-ink-soft max-md:hidden">
        {asOf === null ? <Blank message="not yet" /> : <Time at={asOf} className="relative" />}
      </td>
      <td className="num max-md:hidden">
        {type.openFailures === 0 ? (
          <span className="text-ink-faint">0</span>
        ) : (
          <Link
            href={`/companies/${companyId}/failures?recordType=${type.recordType}`}
            className="link relative z-10 font-medium"
          >
            {formatCount(type.openFailures)}
          </Link>
        )}
      </td>
    </tr>
  );
}

/** QuickBooks' count is as old as the last time it was asked; what has come and gone here since is said. */
function SourceCount({ type, othersCountedAt }: Omit<TypeRowProps, "companyId">) {
  const { countedAt, sourceCount, ourCount, liveCount } = type;
  if (countedAt === null) return <Blank message="not counted yet" />;
  if (sourceCount === null) {
    return (
      <span
        className="text-ink-faint"
        title="QuickBooks counts only some of these records, so the counts cannot be compared."
      >
        not counted in full
      </span>
    );
  }
  const isSeparate = isCountedSeparately(countedAt, othersCountedAt);
  const hasMoved = ourCount !== null && ourCount !== liveCount;
  return (
    <>
      {formatCount(sourceCount)}
      {isSeparate || hasMoved ? (
        <span className="block text-[0.82rem] whitespace-nowrap text-ink-faint">
          {isSeparate ? (
            <>
              counted <Time at={countedAt} className="relative" />
              {hasMoved ? ", " : null}
            </>
          ) : null}
          {hasMoved ? `when ${formatCount(ourCount)} were in Tieout` : null}
        </span>
      ) : null}
    </>
  );
}

function Difference({ count }: { readonly count: number | null }) {
  if (count === null) return <Blank message="not known" />;
  if (count === 0) return <span className="text-ink-faint">0</span>;
  const text = formatCount(Math.abs(count));
  return <span className="font-medium text-warn">{count < 0 ? `(${text})` : text}</span>;
}
