// Customers and vendors with what they owe or are owed.

import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn } from "./chosen-columns.ts";
import type { DetailColumnKey } from "./detail-columns.ts";
import { nameRows } from "./name-tree.ts";
import { detailLine, itemsFor, nameColumn, totalsOf } from "./open-item-lines.ts";
import type { Side } from "./open-items.ts";
import type { ReportContext } from "./report-context.ts";
import {
  type ReportDraft,
  type ReportRow,
  blank,
  dataRow,
  moneyColumn,
  section,
  text,
} from "./report-shape.ts";

/** Names with what they owe or are owed on a day. */
export const nameBalance =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const amounts = new Map<string, number[]>();
    for (const { nameId, openCents } of itemsFor(context, side, day))
      amounts.set(nameId, [(amounts.get(nameId)?.[0] ?? 0) + openCents]);
    const rows = nameRows(context.state, side, amounts, 1);
    return {
      header: context.header({ end: day }, { SummarizeColumnsBy: "Total" }),
      columns: [nameColumn(side), moneyColumn("Total", "total")],
      rows,
      hasData: rows.length > 0,
    };
  };

const balanceKeys: readonly DetailColumnKey[] = [
  "tx_date",
  "txn_type",
  "doc_num",
  "due_date",
  "subt_amount",
  "subt_open_bal",
  "rbal_nat_amount",
];

export const nameBalanceDetail =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const keys = chosenColumns(context, balanceKeys);
    const items = itemsFor(context, side, day);
    const limit = new CellLimit(keys.length);
    const nameOf = (id: string): string => context.state.refs.find(side, id)?.name ?? "";
    const rows: ReportRow[] = [...Map.groupBy(items, ({ nameId }) => nameId)]
      .sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .map(([nameId, inside]) => {
        let balanceCents = 0;
        const lines = inside
          .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
          .flatMap((item) => {
            balanceCents += item.openCents;
            return limit.take()
              ? [dataRow(detailCells({ ...detailLine(context, side, item), balanceCents }, keys))]
              : [];
          });
        return section({
          header: keys.map((_, index) => (index === 0 ? text(nameOf(nameId), nameId) : blank)),
          rows: lines,
          summary: totalsOf(keys, `Total for ${nameOf(nameId)}`, inside),
        });
      });
    if (limit.isReached) rows.push(limit.closingRow());
    if (rows.length > 0) rows.push(section({ summary: totalsOf(keys, "TOTAL", items) }, "GrandTotal"));
    return {
      header: context.header({ end: day }),
      columns: keys.map(reportColumn),
      rows,
      hasData: items.length > 0,
    };
  };
