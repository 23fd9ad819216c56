// Lists of transactions by day, customer or vendor, or with their postings.

import { refAt } from "../company/wire-fields.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn } from "./chosen-columns.ts";
import type { DetailColumnKey } from "./detail-columns.ts";
import { type DetailLine, objectOf } from "./detail-line.ts";
import { listLines, transactionsOf } from "./list-lines.ts";
import type { ReportContext } from "./report-context.ts";
import { type ReportDraft, type ReportRow, blank, dataRow, section, text } from "./report-shape.ts";

const listColumns: readonly DetailColumnKey[] = [
  "tx_date",
  "txn_type",
  "doc_num",
  "is_no_post",
  "name",
  "memo",
  "account_name",
  "other_account",
  "subt_nat_amount",
];

export function transactionList(context: ReportContext): ReportDraft {
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context, listColumns);
  const limit = new CellLimit(keys.length);
  const lines = listLines(context, period);
  const rows = lines.flatMap((line) => (limit.take() ? [dataRow(detailCells(line, keys))] : []));
  return {
    header: context.header(period),
    columns: keys.map(reportColumn),
    rows: limit.isReached ? [...rows, limit.closingRow()] : rows,
    hasData: rows.length > 0,
  };
}

/** The same by name: one section for each customer or vendor. */
export const transactionListBy =
  (entity: "Customer" | "Vendor") =>
  (context: ReportContext): ReportDraft => {
    const period = context.period("this month-to-date");
    const keys = chosenColumns(context, [
      "tx_date",
      "txn_type",
      "doc_num",
      "is_no_post",
      "memo",
      "account_name",
      "subt_nat_amount",
    ]);
    const limit = new CellLimit(keys.length);
    const idOf = (line: DetailLine): string | undefined =>
      line.nameEntity === entity ? line.nameId : refAt(line.object ?? {}, `${entity}Ref`);
    const groups = Map.groupBy(
      listLines(context, period).filter((line) => idOf(line) !== undefined),
      (line) => idOf(line) ?? "",
    );
    const nameOf = (id: string): string => context.state.refs.find(entity, id)?.name ?? "";
    const rows: ReportRow[] = [...groups]
      .sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .map(([id, lines]) =>
        section({
          header: keys.map((_, place) => (place === 0 ? text(nameOf(id), id) : blank)),
          rows: lines.flatMap((line) => (limit.take() ? [dataRow(detailCells(line, keys))] : [])),
        }),
      );
    if (limit.isReached) rows.push(limit.closingRow());
    return {
      header: context.header(period),
      columns: keys.map(reportColumn),
      rows,
      hasData: rows.length > 0,
    };
  };

/** Every transaction with each of its postings. */
export function transactionListWithSplits(context: ReportContext): ReportDraft {
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context, [
    "tx_date",
    "txn_type",
    "doc_num",
    "is_no_post",
    "name",
    "memo",
    "account_name",
    "subt_nat_amount",
  ]);
  const limit = new CellLimit(keys.length);
  const rows: ReportRow[] = transactionsOf(context, period).map((transaction) => {
    const object = objectOf(context.state, transaction.entity, transaction.id);
    const lines = transaction.postings.flatMap((posting) => {
      if (posting.cents === 0 || !limit.take()) return [];
      return [
        dataRow(
          detailCells(
            {
              ...posting,
              state: context.state,
              entity: transaction.entity,
              id: transaction.id,
              on: transaction.on,
              object,
              cents: posting.cents,
            },
            keys,
          ),
        ),
      ];
    });
    return section({ rows: lines });
  });
  if (limit.isReached) rows.push(limit.closingRow());
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData: rows.length > 0 };
}
