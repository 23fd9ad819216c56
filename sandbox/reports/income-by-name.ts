// Income by customer, expenses by vendor.

import { isBalanceSheet } from "../ledger/account-types.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { nameRows } from "./name-tree.ts";
import type { ReportContext } from "./report-context.ts";
import { type ReportColumn, type ReportDraft, moneyColumn } from "./report-shape.ts";

function byName(
  context: ReportContext,
  side: "Customer" | "Vendor",
  columns: readonly string[],
  placesOf: (line: LedgerLine) => readonly (readonly [place: number, cents: number])[],
): ReportDraft {
  const period = context.period("this calendar year-to-date");
  const amounts = new Map<string, number[]>();
  for (const line of context.lines({ ...context.filter, from: period.start, to: period.end })) {
    const { nameEntity, nameId } = line.posting;
    if (nameEntity !== side || nameId === undefined) continue;
    let own = amounts.get(nameId);
    if (own === undefined) amounts.set(nameId, (own = columns.map(() => 0)));
    for (const [place, cents] of placesOf(line)) own[place] = (own[place] ?? 0) + cents;
  }
  const rows = nameRows(context.state, side, amounts, columns.length);
  const first: ReportColumn = {
    title: "",
    type: side,
    key: side === "Customer" ? "customer" : "vendor",
    kind: "String",
    keyed: "summary",
  };
  return {
    header: context.header(period, { SummarizeColumnsBy: "Total" }),
    columns: [first, ...columns.map((title) => moneyColumn(title, title.toLowerCase().replaceAll(" ", "_")))],
    rows,
    hasData: rows.length > 0,
  };
}

const classificationOf = (context: ReportContext, line: LedgerLine) =>
  context.state.chart.get(line.posting.accountId)?.classification;

export const customerIncome = (context: ReportContext): ReportDraft =>
  byName(context, "Customer", ["Income", "Expenses", "Net Income"], (line) => {
    const classification = classificationOf(context, line);
    if (classification === undefined || isBalanceSheet(classification)) return [];
    const { cents } = line.posting;
    return classification === "Revenue"
      ? [
          [0, -cents],
          [2, -cents],
        ]
      : [
          [1, cents],
          [2, -cents],
        ];
  });

export const customerSales = (context: ReportContext): ReportDraft =>
  byName(context, "Customer", ["Total"], (line) =>
    classificationOf(context, line) === "Revenue" ? [[0, -line.posting.cents]] : [],
  );

export const vendorExpenses = (context: ReportContext): ReportDraft =>
  byName(context, "Vendor", ["Total"], (line) =>
    classificationOf(context, line) === "Expense" ? [[0, line.posting.cents]] : [],
  );
