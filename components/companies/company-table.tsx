import Link from "next/link";

import type { CompaniesQuery, CompanySummary } from "#lib/contracts/companies.ts";
import { formatCount, formatShare } from "../format/figures.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { SortHeader } from "../ui/sort-header.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { AttentionLine } from "./attention-line.tsx";
import { styleOf } from "./status-style.ts";

type Sort = CompaniesQuery["sort"];
type Direction = "asc" | "desc";

export interface CompanyTableProps {
  readonly companies: readonly CompanySummary[];
  /** The row that the keyboard stands on. */
  readonly lit: number;
  readonly sort: Sort;
  readonly direction: Direction | undefined;
  readonly onSort: (sort: Sort, direction: Direction | null) => void;
}

const usually = { attention: "asc", name: "asc", synced: "desc", records: "desc" } satisfies Record<
  Sort,
  Direction
>;

export function CompanyTable({ companies, lit, sort, direction, onSort }: CompanyTableProps) {
  const header = (value: Sort, label: string, className?: string) => (
    <SortHeader
      label={label}
      className={className}
      sorted={sort === value ? (direction ?? usually[value]) : null}
      onSort={() => {
        const now = direction ?? usually[value];
        const turned = now === "asc" ? "desc" : "asc";
        onSort(value, sort === value && turned !== usually[value] ? turned : null);
      }}
    />
  );
  return (
    <ScrollTable label="Companies">
      <table className="ledger">
        <thead>
          <tr>
            {header("name", "Company")}
            {header("attention", "Status", "max-sm:hidden")}
            <th scope="col" className="max-lg:hidden">
              Needs attention
            </th>
            {header("synced", "Last sync", "max-md:hidden")}
            {header("records", "Records", "num")}
          </tr>
        </thead>
        <tbody>
          {companies.map((company, index) => (
            <CompanyRow key={company.id} company={company} lit={index === lit} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function CompanyRow({ company, lit }: { readonly company: CompanySummary; readonly lit: boolean }) {
  const style = styleOf(company);
  return (
    <tr className="row-link relative" data-selected={lit || undefined}>
      <th scope="row" className="w-full max-w-0 min-w-44 sm:min-w-56">
        {/* The link covers its row, so that a click anywhere opens, and one tab stop is enough. */}
        <Link
          href={`/companies/${company.id}`}
          className="block break-words after:absolute after:inset-0 sm:truncate"
        >
          {company.name}
        </Link>
        {company.quickbooksName === null ? null : (
          <span className="block truncate text-[0.86rem] font-normal text-ink-faint">
            {company.quickbooksName} in QuickBooks
          </span>
        )}
        <span className="mt-1 flex flex-col gap-0.5 font-normal sm:hidden">
          <Status tone={style.tone} word={style.word} />
          <AttentionLine attention={company.attention} wrap />
        </span>
        <span className="block text-[0.86rem] font-normal text-ink-faint md:hidden">
          <LastSync company={company} />
        </span>
      </th>
      <td className="max-sm:hidden">
        <Status tone={style.tone} word={style.word} />
      </td>
      <td className="max-lg:hidden">
        <AttentionLine attention={company.attention} />
      </td>
      <td className="whitespace-nowrap text-ink-soft max-md:hidden">
        <LastSync company={company} />
      </td>
      <td className="num">{formatCount(company.records)}</td>
    </tr>
  );
}

function LastSync({ company: { active, lastSyncedAt } }: { readonly company: CompanySummary }) {
  if (active?.state === "running") {
    const share = active.expected ? Math.min(1, active.seen / active.expected) : null;
    return <>under way{share === null ? "" : `, ${formatShare(Math.floor(share * 100) / 100)}`}</>;
  }
  if (lastSyncedAt === null) return <Blank message="never" />;
  return <Time at={lastSyncedAt} className="relative" />;
}
