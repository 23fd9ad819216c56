import type { ChartAccount } from "../company/chart.ts";
import type { AccountType } from "../ledger/account-types.ts";
import { isBalanceSheet } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import type { ReportContext } from "./report-context.ts";
import {
  accountColumn,
  blank,
  dataRow,
  money,
  moneyColumn,
  section,
  text,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";

/** Which part of the statement the change of an account belongs to. Bank accounts are the cash itself. */
const activities = {
  operating: [
    "Accounts Receivable",
    "Other Current Asset",
    "Accounts Payable",
    "Credit Card",
    "Other Current Liability",
  ],
  investing: ["Fixed Asset", "Other Asset"],
  financing: ["Long Term Liability", "Equity"],
} as const satisfies Record<string, readonly AccountType[]>;

/** What is written off is no purchase or sale of an asset: it comes back to the net income that it lessened. */
const writtenOff = new Set([
  "AccumulatedDepreciation",
  "AccumulatedDepletion",
  "AccumulatedAmortization",
  "AccumulatedAmortizationOfOtherAssets",
]);

/** Undeposited Funds counts as cash. */
const isCash = (type: AccountType, subType: string): boolean =>
  type === "Bank" || subType === "UndepositedFunds";

export function cashFlow(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this calendar year-to-date");
  const change = new Map<string, number>();
  let netIncome = 0;
  let beginning = 0;
  let increase = 0;
  for (const { on, posting } of context.lines({ ...context.filter, to: period.end })) {
    const account = state.chart.get(posting.accountId);
    if (account === undefined) continue;
    if (isCash(account.type, account.subType)) {
      if (on < period.start) beginning += posting.cents;
      else increase += posting.cents;
    } else if (on >= period.start) {
      if (isBalanceSheet(account.classification))
        change.set(account.id, (change.get(account.id) ?? 0) - posting.cents);
      else netIncome -= posting.cents;
    }
  }
  const rowsOf = (
    types: readonly AccountType[],
    belongs: (account: ChartAccount) => boolean = () => true,
  ): { readonly rows: ReportRow[]; readonly sum: number } => {
    let sum = 0;
    const rows = types.flatMap((type) =>
      accountsOfType(state, type)
        .filter(belongs)
        .flatMap((account) => {
          const cents = change.get(account.id) ?? 0;
          sum += cents;
          return cents === 0 ? [] : [dataRow([text(account.fullName, account.id), money(cents)])];
        }),
    );
    return { rows, sum };
  };
  const isOperating = (account: ChartAccount): boolean =>
    activities.operating.some((type) => type === account.type) || writtenOff.has(account.subType);
  const adjustments = rowsOf([...activities.operating, ...activities.investing], isOperating);
  const investing = rowsOf(activities.investing, (account) => !isOperating(account));
  const financing = rowsOf(activities.financing);
  const adjustmentRows =
    adjustments.rows.length === 0
      ? []
      : [
          section(
            {
              header: [
                text("Adjustments to reconcile Net Income to Net Cash provided by operations:"),
                blank,
              ],
              rows: adjustments.rows,
              summary: [
                text("Total Adjustments to reconcile Net Income to Net Cash provided by operations:"),
                money(adjustments.sum),
              ],
            },
            "OperatingAdjustments",
          ),
        ];
  const block = (
    title: string,
    words: string,
    rows: readonly ReportRow[],
    sum: number,
    group: string,
  ): ReportRow[] =>
    rows.length === 0
      ? []
      : [
          section(
            {
              header: [text(title), blank],
              rows,
              summary: [text(`Net cash provided by ${words} activities`), money(sum)],
            },
            group,
          ),
        ];
  const rows: ReportRow[] = [
    ...block(
      "OPERATING ACTIVITIES",
      "operating",
      [dataRow([text("Net Income"), money(netIncome)], "NetIncome"), ...adjustmentRows],
      netIncome + adjustments.sum,
      "OperatingActivities",
    ),
    ...block("INVESTING ACTIVITIES", "investing", investing.rows, investing.sum, "InvestingActivities"),
    ...block("FINANCING ACTIVITIES", "financing", financing.rows, financing.sum, "FinancingActivities"),
    section({ summary: [text("Net cash increase for period"), money(increase)] }, "CashIncrease"),
    dataRow([text("Cash at beginning of period"), money(beginning)], "BeginningCash"),
    section({ summary: [text("Cash at end of period"), money(beginning + increase)] }, "EndingCash"),
  ];
  return {
    header: context.header(period, { SummarizeColumnsBy: "Total" }),
    columns: [accountColumn, moneyColumn("Total", "total")],
    rows,
    hasData: increase !== 0 || beginning !== 0 || netIncome !== 0,
  };
}
