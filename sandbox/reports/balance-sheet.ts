import type { AccountType } from "../ledger/account-types.ts";
import { isBalanceSheet } from "../ledger/account-types.ts";
import {
  accountRows,
  addAmounts,
  isNothing,
  moneyCells,
  noAmounts,
  type SectionAmounts,
} from "./account-sections.ts";
import { startOfFiscalYear } from "./report-period.ts";
import type { ReportContext } from "./report-context.ts";
import {
  accountColumn,
  blanks,
  dataRow,
  section,
  text,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";
import { summaryColumns } from "./summary-columns.ts";

export function balanceSheet(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this calendar year-to-date");
  const columns = summaryColumns(context, period, []);
  const { ends } = columns;
  const count = ends.length;
  const fiscalStarts = ends.map((end) => startOfFiscalYear(end, context.fiscalMonth));
  const amounts = new Map<string, number[]>();
  const netIncome = noAmounts(count);
  const retained = noAmounts(count);
  for (const { on, posting } of context.lines({ ...context.filter, to: period.end })) {
    const account = state.chart.get(posting.accountId);
    if (account === undefined) continue;
    let own = amounts.get(account.id);
    if (own === undefined) amounts.set(account.id, (own = noAmounts(count)));
    for (let place = 0; place < count; place++) {
      if (on > (ends[place] ?? "")) continue;
      if (isBalanceSheet(account.classification)) own[place] = (own[place] ?? 0) + posting.cents;
      // Past years' results stand in Retained Earnings, for which no entry exists.
      else if (on >= (fiscalStarts[place] ?? "")) netIncome[place] = (netIncome[place] ?? 0) - posting.cents;
      else retained[place] = (retained[place] ?? 0) - posting.cents;
    }
  }
  const retainedAccount = state.chart.findSystem("RetainedEarnings");
  if (retainedAccount !== undefined)
    amounts.set(
      retainedAccount.id,
      addAmounts(
        amounts.get(retainedAccount.id) ?? noAmounts(count),
        retained.map((cents) => -cents),
      ),
    );

  const leaf = (title: string, types: readonly AccountType[], sign: 1 | -1, group: string): Part =>
    part(title, accountRows(state, types, amounts, sign, count), group);
  const current = combined("Current Assets", "CurrentAssets", count, [
    leaf("Bank Accounts", ["Bank"], 1, "BankAccounts"),
    leaf("Accounts Receivable", ["Accounts Receivable"], 1, "AR"),
    leaf("Other Current Assets", ["Other Current Asset"], 1, "OtherCurrentAssets"),
  ]);
  const assets = combined("ASSETS", "TotalAssets", count, [
    current,
    leaf("Fixed Assets", ["Fixed Asset"], 1, "FixedAssets"),
    leaf("Other Assets", ["Other Asset"], 1, "OtherAssets"),
  ]);
  const currentLiabilities = combined("Current Liabilities", "CurrentLiabilities", count, [
    leaf("Accounts Payable", ["Accounts Payable"], -1, "AP"),
    leaf("Credit Cards", ["Credit Card"], -1, "CreditCards"),
    leaf("Other Current Liabilities", ["Other Current Liability"], -1, "OtherCurrentLiabilities"),
  ]);
  const liabilities = combined("Liabilities", "Liabilities", count, [
    currentLiabilities,
    leaf("Long-Term Liabilities", ["Long Term Liability"], -1, "LongTermLiabilities"),
  ]);
  const equityAccounts = accountRows(state, ["Equity"], amounts, -1, count);
  const equityRows: readonly ReportRow[] = isNothing(netIncome)
    ? equityAccounts.rows
    : [...equityAccounts.rows, dataRow([text("Net Income"), ...moneyCells(netIncome)], "NetIncome")];
  const equity = part(
    "Equity",
    { rows: equityRows, total: addAmounts(equityAccounts.total, netIncome) },
    "Equity",
  );
  const claims = combined("LIABILITIES AND EQUITY", "TotalLiabilitiesAndEquity", count, [
    liabilities,
    equity,
  ]);
  const rows = [...assets.rows, ...claims.rows];
  return {
    header: context.header(period, { SummarizeColumnsBy: columns.by }),
    columns: [accountColumn, ...columns.columns],
    rows,
    hasData: rows.length > 0,
  };
}

interface Part {
  readonly rows: readonly ReportRow[];
  readonly total: readonly number[];
}

const part = (title: string, { rows, total }: SectionAmounts, group: string): Part => ({
  rows:
    rows.length === 0
      ? []
      : [
          section(
            {
              header: [text(title), ...blanks(total.length)],
              rows,
              summary: [text(`Total ${title}`), ...moneyCells(total)],
            },
            group,
          ),
        ],
  total,
});

const combined = (title: string, group: string, count: number, parts: readonly Part[]): Part =>
  part(
    title,
    {
      rows: parts.flatMap(({ rows }) => rows),
      total: parts.reduce((sum, { total }) => addAmounts(sum, total), noAmounts(count)),
    },
    group,
  );
