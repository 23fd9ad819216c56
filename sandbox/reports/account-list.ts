// The chart of accounts with types and balances.

import type { ReportContext } from "./report-context.ts";
import { type ReportColumn, type ReportDraft, dataRow, text } from "./report-shape.ts";

export function accountList(context: ReportContext): ReportDraft {
  const column = (title: string, key: string): ReportColumn => ({
    title,
    type: key,
    key,
    kind: "String",
    keyed: "detail",
  });
  const rows = [...context.state.chart.all()]
    .filter(({ active }) => active)
    .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
    .map((account) => {
      const object = context.state.read("Account", account.id);
      const balance = typeof object?.["CurrentBalance"] === "number" ? object["CurrentBalance"] : 0;
      return dataRow([
        text(account.fullName, account.id),
        text(account.type),
        text(account.subType),
        text(""),
        text(balance.toFixed(2)),
      ]);
    });
  return {
    header: context.header({}),
    columns: [
      column("Account", "account_name"),
      column("Type", "account_type"),
      column("Detail type", "detail_acc_type"),
      column("Description", "account_desc"),
      { ...column("Balance", "account_bal"), kind: "Money" },
    ],
    rows,
    hasData: rows.length > 0,
  };
}
