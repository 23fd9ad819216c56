// The columns of a summary report: one total, or one per month, customer, class… with the total last.

import { faults } from "../company/fault.ts";
import { reject } from "../company/rules/rejection.ts";
import { addDays } from "../company/wire-time.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { addMonths, type Period } from "./report-period.ts";
import type { ReportContext } from "./report-context.ts";
import { moneyColumn, type ReportColumn } from "./report-shape.ts";

export interface SummaryColumns {
  readonly by: string;
  readonly columns: readonly ReportColumn[];
  /** Positions of the amounts that a line adds to; the total is always the last. */
  placesOf(line: LedgerLine): readonly number[];
  /** Days up to which each column's balance runs, for balance sheets. */
  readonly ends: readonly string[];
}

const shortMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const monthTitle = (day: string): string =>
  `${shortMonths[Number(day.slice(5, 7)) - 1] ?? ""} ${day.slice(0, 4)}`;

const steps: Readonly<
  Record<
    string,
    { readonly next: (day: string) => string; readonly title: (from: string, to: string) => string }
  >
> = {
  Month: { next: (day) => addMonths(day, 1), title: monthTitle },
  Quarter: {
    next: (day) => addMonths(day, 3 - ((Number(day.slice(5, 7)) - 1) % 3)),
    title: (from, to) => `${shortMonths[Number(from.slice(5, 7)) - 1] ?? ""} - ${monthTitle(to)}`,
  },
  Year: {
    next: (day) => `${Number(day.slice(0, 4)) + 1}-01-01`,
    title: (from, to) => `${monthTitle(from)} - ${monthTitle(to)}`,
  },
  Week: {
    next: (day) => addDays(day, 7),
    title: (from, to) => `${monthTitle(from)} ${from.slice(8)} - ${to.slice(8)}`,
  },
  Days: { next: (day) => addDays(day, 1), title: (from) => `${monthTitle(from)} ${from.slice(8)}` },
};

/** Reports with more day columns than this are refused. */
const mostColumns = 200;

function timeColumns(
  by: string,
  { start, end }: Period,
): { readonly title: string; readonly from: string; readonly to: string }[] {
  const step = steps[by];
  if (step === undefined) return [];
  const spans = [];
  for (let from = start; from <= end;) {
    const next = step.next(from);
    const last = addDays(next, -1);
    const to = last < end ? last : end;
    spans.push({ title: step.title(from, to), from, to });
    if (spans.length > mostColumns)
      reject(faults.business("The report has too many columns. Please reduce the date range."));
    from = next;
  }
  return spans;
}

const kinds: Readonly<
  Record<string, { readonly entity: string; readonly key: (line: LedgerLine) => string | undefined }>
> = {
  Customers: {
    entity: "Customer",
    key: ({ posting }) => (posting.nameEntity === "Customer" ? posting.nameId : undefined),
  },
  Vendors: {
    entity: "Vendor",
    key: ({ posting }) => (posting.nameEntity === "Vendor" ? posting.nameId : undefined),
  },
  Employees: {
    entity: "Employee",
    key: ({ posting }) => (posting.nameEntity === "Employee" ? posting.nameId : undefined),
  },
  Classes: { entity: "Class", key: ({ posting }) => posting.classId },
  Departments: { entity: "Department", key: ({ posting }) => posting.departmentId },
  ProductsAndServices: { entity: "Item", key: ({ posting }) => posting.itemId },
};

export function summaryColumns(
  context: ReportContext,
  period: Period,
  lines: readonly LedgerLine[],
): SummaryColumns {
  const by = context.parameters.get("summarize_column_by") ?? "Total";
  if (steps[by] !== undefined) {
    const spans = timeColumns(by, period);
    const total = spans.length;
    return {
      by,
      columns: [...spans.map(({ title, from }) => moneyColumn(title, from)), moneyColumn("Total", "total")],
      placesOf: ({ on }) => {
        const place = spans.findIndex(({ to }) => on <= to);
        return place < 0 ? [total] : [place, total];
      },
      ends: [...spans.map(({ to }) => to), period.end],
    };
  }
  const kind = kinds[by];
  if (kind === undefined) {
    if (by !== "Total") reject(faults.invalidEnumeration("summarize_column_by", by));
    return { by, columns: [moneyColumn("Total", "total")], placesOf: () => [0], ends: [period.end] };
  }
  const seen = [...new Set(lines.flatMap((line) => kind.key(line) ?? []))];
  const named = seen
    .map((id) => ({ id, name: context.state.refs.find(kind.entity, id)?.name ?? id }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Map(named.map(({ id }, place) => [id, place]));
  const unspecified = lines.some((line) => kind.key(line) === undefined)
    ? [{ id: "0", name: "Not Specified" }]
    : [];
  const all = [...named, ...unspecified];
  return {
    by,
    columns: [...all.map(({ id, name }) => moneyColumn(name, id)), moneyColumn("TOTAL", "total")],
    placesOf: (line) => [places.get(kind.key(line) ?? "") ?? named.length, all.length],
    ends: [...all.map(() => period.end), period.end],
  };
}
