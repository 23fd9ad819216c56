import { classificationOf, isAccountType, isBalanceSheet } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import { startOfFiscalYear } from "./report-period.ts";
import type { ReportContext } from "./report-context.ts";
import {
  accountColumn,
  blank,
  money,
  moneyColumn,
  section,
  text,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";

/**
 * Debit-positive balances as of a day: balance sheet accounts from the beginning, income and expense from
 * the start of the fiscal year, with earlier years' results in Retained Earnings.
 */
export function trialBalances(context: ReportContext, end: string): Map<string, number> {
  const { state } = context;
  const fiscalStart = startOfFiscalYear(end, context.fiscalMonth);
  const keepsPriorYears = state.habits.trialBalancePriorYears === "accounts";
  const balances = new Map<string, number>();
  const add = (id: string, cents: number): void => void balances.set(id, (balances.get(id) ?? 0) + cents);
  const retained = state.chart.findSystem("RetainedEarnings")?.id;
  for (const { on, posting } of context.lines({ to: end })) {
    const account = state.chart.get(posting.accountId);
    if (account === undefined) continue;
    if (isBalanceSheet(account.classification) || on >= fiscalStart || keepsPriorYears)
      add(account.id, posting.cents);
    else if (retained !== undefined) add(retained, posting.cents);
  }
  return balances;
}

export function trialBalance(context: ReportContext): ReportDraft {
  const period = context.period("this calendar year-to-date");
  const balances = trialBalances(context, period.end);
  const rows: ReportRow[] = [];
  let debits = 0;
  let credits = 0;
  for (const type of Object.keys(classificationOf).filter(isAccountType))
    for (const account of accountsOfType(context.state, type)) {
      const cents = balances.get(account.id) ?? 0;
      if (cents === 0) continue;
      if (cents > 0) debits += cents;
      else credits -= cents;
      const name = text(account.fullName, account.id);
      rows.push({ ColData: cents > 0 ? [name, money(cents), blank] : [name, blank, money(-cents)] });
    }
  return {
    header: context.header(period, { SummarizeColumnsBy: "Total" }),
    // Before 2026 its columns had no keys: position and title alone tell them.
    columns: [accountColumn, moneyColumn("Debit", "debit"), moneyColumn("Credit", "credit")].map(
      (column) => ({
        ...column,
        keyed: "never",
      }),
    ),
    rows: [...rows, section({ summary: [text("TOTAL"), money(debits), money(credits)] }, "GrandTotal")],
    hasData: rows.length > 0,
  };
}
