// Profit and loss by transaction.

import type { AccountType } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn, rowOfWords } from "./chosen-columns.ts";
import { objectOf } from "./detail-line.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import type { ReportContext } from "./report-context.ts";
import { type ReportDraft, type ReportRow, blank, dataRow, money, section, text } from "./report-shape.ts";

const profitTypes = [
  "Income",
  "Cost of Goods Sold",
  "Expense",
  "Other Income",
  "Other Expense",
] as const satisfies readonly AccountType[];

export function profitAndLossDetail(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this calendar year-to-date");
  const keys = chosenColumns(context, [
    "tx_date",
    "txn_type",
    "doc_num",
    "name",
    "memo",
    "split_acc",
    "subt_nat_amount",
    "rbal_nat_amount",
  ]);
  const limit = new CellLimit(keys.length);
  const byAccount = new Map<string, LedgerLine[]>();
  for (const line of context.lines({ ...context.filter, from: period.start, to: period.end })) {
    const id = state.chart.current(line.posting.accountId);
    const known = byAccount.get(id);
    if (known === undefined) byAccount.set(id, [line]);
    else known.push(line);
  }
  const rows = profitTypes.flatMap((type): ReportRow[] => {
    const sign = type === "Income" || type === "Other Income" ? -1 : 1;
    const sections = accountsOfType(state, type).flatMap((account) => {
      const lines = byAccount.get(account.id);
      if (lines === undefined) return [];
      let balanceCents = 0;
      const inside = lines
        .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : Number(a.id) - Number(b.id)))
        .flatMap((line) => {
          const cents = sign * line.posting.cents;
          balanceCents += cents;
          if (!limit.take()) return [];
          return [
            dataRow(
              detailCells(
                {
                  state,
                  ...line,
                  ...line.posting,
                  object: objectOf(state, line.entity, line.id),
                  splitIds: [],
                  cents,
                  debitCents: line.posting.cents,
                  balanceCents,
                },
                keys,
              ),
            ),
          ];
        });
      const total = rowOfWords(state, keys, text(`Total for ${account.name}`), {
        amount: money(balanceCents),
      });
      return [
        section({
          header: keys.map((_, place) => (place === 0 ? text(account.name, account.id) : blank)),
          rows: inside,
          summary: total,
        }),
      ];
    });
    return sections.length === 0
      ? []
      : [
          section(
            { header: keys.map((_, place) => (place === 0 ? text(type) : blank)), rows: sections },
            type.replaceAll(" ", ""),
          ),
        ];
  });
  if (limit.isReached) rows.push(limit.closingRow());
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData: rows.length > 0 };
}
