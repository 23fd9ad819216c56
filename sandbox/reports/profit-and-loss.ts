import { accountColumn, blanks, section, text, type ReportDraft, type ReportRow } from "./report-shape.ts";
import {
  accountRows,
  addAmounts,
  headed,
  moneyCells,
  noAmounts,
  type SectionAmounts,
} from "./account-sections.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import type { ReportContext } from "./report-context.ts";
import { summaryColumns } from "./summary-columns.ts";
import { isBalanceSheet } from "../ledger/account-types.ts";

/** The amounts of each account, one for each column. */
export function amountsByAccount(
  lines: Iterable<LedgerLine>,
  columns: number,
  placesOf: (line: LedgerLine) => readonly number[],
): Map<string, number[]> {
  const amounts = new Map<string, number[]>();
  for (const line of lines) {
    let own = amounts.get(line.posting.accountId);
    if (own === undefined) amounts.set(line.posting.accountId, (own = noAmounts(columns)));
    for (const place of placesOf(line)) own[place] = (own[place] ?? 0) + line.posting.cents;
  }
  return amounts;
}

const negated = (amounts: readonly number[]): number[] => amounts.map((amount) => -amount);

export function profitAndLoss(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this calendar year-to-date");
  const lines = [...context.lines({ ...context.filter, from: period.start, to: period.end })].filter(
    ({ posting }) => {
      const classification = state.chart.get(posting.accountId)?.classification;
      return classification !== undefined && !isBalanceSheet(classification);
    },
  );
  const columns = summaryColumns(context, period, lines);
  const count = columns.columns.length;
  const amounts = amountsByAccount(lines, count, (line) => columns.placesOf(line));
  const part = (
    type: "Income" | "Cost of Goods Sold" | "Expense" | "Other Income" | "Other Expense",
    sign: 1 | -1,
  ): SectionAmounts => accountRows(state, [type], amounts, sign, count);
  const income = part("Income", -1);
  const goods = part("Cost of Goods Sold", 1);
  const expenses = part("Expense", 1);
  const otherIncome = part("Other Income", -1);
  const otherExpenses = part("Other Expense", 1);
  const hasData = [income, goods, expenses, otherIncome, otherExpenses].some(({ rows }) => rows.length > 0);
  const gross = addAmounts(income.total, negated(goods.total));
  const operating = addAmounts(gross, negated(expenses.total));
  const other = addAmounts(otherIncome.total, negated(otherExpenses.total));
  const line = (title: string, totals: readonly number[], group: string): ReportRow =>
    section({ summary: [text(title), ...(hasData ? moneyCells(totals) : blanks(count))] }, group);
  const hasOther = otherIncome.rows.length > 0 || otherExpenses.rows.length > 0;
  return {
    header: context.header(period, { SummarizeColumnsBy: columns.by }),
    columns: [accountColumn, ...columns.columns],
    rows: [
      ...headed("Income", income, "Income", true),
      ...headed("Cost of Goods Sold", goods, "COGS"),
      line("Gross Profit", gross, "GrossProfit"),
      ...headed("Expenses", expenses, "Expenses", true),
      line("Net Operating Income", operating, "NetOperatingIncome"),
      ...headed("Other Income", otherIncome, "OtherIncome"),
      ...headed("Other Expenses", otherExpenses, "OtherExpenses"),
      ...(hasOther ? [line("Net Other Income", other, "NetOtherIncome")] : []),
      line("Net Income", addAmounts(operating, other), "NetIncome"),
    ],
    hasData,
  };
}
