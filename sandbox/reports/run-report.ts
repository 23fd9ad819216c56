// Runs a report by Intuit's name for it (names are case-sensitive).

import type { BooksFault } from "../company/company.ts";
import { faults } from "../company/fault.ts";
import { Rejection } from "../company/rules/rejection.ts";
import type { CompanyState } from "../company/state.ts";
import { wireDay } from "../company/wire-time.ts";
import { agedDetail, agedSummary } from "./ageing.ts";
import { nameBalance, nameBalanceDetail } from "./name-balance.ts";
import { balanceSheet } from "./balance-sheet.ts";
import { cashFlow } from "./cash-flow.ts";
import { generalLedger } from "./general-ledger.ts";
import { laidOut } from "./layout.ts";
import { accountList } from "./account-list.ts";
import { customerIncome, customerSales, vendorExpenses } from "./income-by-name.ts";
import { inventoryValuation } from "./inventory-valuation.ts";
import { profitAndLossDetail } from "./profit-and-loss-detail.ts";
import { profitAndLoss } from "./profit-and-loss.ts";
import { reportContext, type ReportContext } from "./report-context.ts";
import type { ReportDraft } from "./report-shape.ts";
import { journalReport } from "./journal-report.ts";
import { transactionList, transactionListBy, transactionListWithSplits } from "./transaction-lists.ts";
import { trialBalance } from "./trial-balance.ts";

export const reports: Readonly<Record<string, (context: ReportContext) => ReportDraft>> = {
  ProfitAndLoss: profitAndLoss,
  ProfitAndLossDetail: profitAndLossDetail,
  BalanceSheet: balanceSheet,
  TrialBalance: trialBalance,
  CashFlow: cashFlow,
  GeneralLedger: generalLedger,
  JournalReport: journalReport,
  AgedReceivables: agedSummary("Customer"),
  AgedReceivableDetail: agedDetail("Customer"),
  AgedPayables: agedSummary("Vendor"),
  AgedPayableDetail: agedDetail("Vendor"),
  CustomerBalance: nameBalance("Customer"),
  CustomerBalanceDetail: nameBalanceDetail("Customer"),
  VendorBalance: nameBalance("Vendor"),
  VendorBalanceDetail: nameBalanceDetail("Vendor"),
  CustomerIncome: customerIncome,
  CustomerSales: customerSales,
  VendorExpenses: vendorExpenses,
  TransactionList: transactionList,
  TransactionListByCustomer: transactionListBy("Customer"),
  TransactionListByVendor: transactionListBy("Vendor"),
  TransactionListWithSplits: transactionListWithSplits,
  AccountList: accountList,
  InventoryValuationSummary: inventoryValuation,
};

export function runReport(
  state: CompanyState,
  name: string,
  parameters: ReadonlyMap<string, string>,
): object | BooksFault {
  const run = Object.hasOwn(reports, name) ? reports[name] : undefined;
  if (run === undefined) return faults.unknownReport(name);
  try {
    const context = reportContext(state, name, parameters);
    const nowMs = state.nowMs();
    const { modernBlankSplit: blankSplit, modernRowOrder } = state.habits;
    const habits = { blankSplit, shufflesRows: modernRowOrder === "shuffled" };
    return laidOut(run(context), context.layout, habits, wireDay(nowMs), Math.floor(nowMs / 1_000));
  } catch (error) {
    if (error instanceof Rejection) return error.fault;
    throw error;
  }
}
