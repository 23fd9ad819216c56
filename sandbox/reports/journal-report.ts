// The journal: every transaction of a period with its debits and credits, in one flat list. Each
// transaction is a row per line, then a section that is a summary alone, then a blank row.

import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn } from "./chosen-columns.ts";
import type { DetailColumnKey } from "./detail-columns.ts";
import { objectOf } from "./detail-line.ts";
import { transactionsOf } from "./list-lines.ts";
import type { ReportContext } from "./report-context.ts";
import {
  blank,
  blanks,
  dataRow,
  money,
  section,
  text,
  type Cell,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";

const journalColumns: readonly DetailColumnKey[] = [
  "tx_date",
  "txn_type",
  "doc_num",
  "name",
  "memo",
  "account_name",
  "debt_amt",
  "credit_amt",
];

/** Intuit writes this for the day of a line that belongs to the transaction above it. */
const sameDay = "0-00-00";

/** A further line of a transaction shows neither its day, type nor number; the id of the transaction stays. */
const continued = (key: DetailColumnKey | undefined, cell: Cell): Cell => {
  if (key === "tx_date") return text(sameDay);
  if (key === "txn_type" || key === "doc_num") return { ...cell, value: "" };
  return cell;
};

interface Sums {
  entry: number;
  home: number;
}

const totalCells = (keys: readonly DetailColumnKey[], title: string, sums: Sums): Cell[] =>
  keys.map((key, place) => {
    if (place === 0) return text(title);
    if (key === "debt_amt" || key === "credit_amt") return money(sums.entry);
    return key === "debt_home_amt" || key === "credit_home_amt" ? money(sums.home) : blank;
  });

export function journalReport(context: ReportContext): ReportDraft {
  const { parameters, state } = context;
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context, journalColumns);
  const limit = new CellLimit(keys.length);
  const rows: ReportRow[] = [];
  const all: Sums = { entry: 0, home: 0 };
  // Without days or a span of them it answers, and holds nothing.
  const isAsked = ["start_date", "end_date", "date_macro"].some((name) => parameters.has(name));
  for (const transaction of isAsked ? transactionsOf(context, period) : []) {
    const object = objectOf(state, transaction.entity, transaction.id);
    const lines = transaction.postings.filter(({ cents }) => cents !== 0);
    if (lines.length === 0) continue;
    const sums: Sums = { entry: 0, home: 0 };
    for (const [place, posting] of lines.entries()) {
      sums.entry += Math.max(0, posting.foreignCents);
      sums.home += Math.max(0, posting.cents);
      if (!limit.take()) continue;
      const { entity, id, on } = transaction;
      const cells = detailCells(
        { ...posting, state, entity, id, on, object, debitCents: posting.cents },
        keys,
      );
      rows.push(dataRow(place === 0 ? cells : cells.map((cell, column) => continued(keys[column], cell))));
    }
    all.entry += sums.entry;
    all.home += sums.home;
    if (limit.take()) rows.push(section({ summary: totalCells(keys, "", sums) }));
    if (limit.take()) rows.push(dataRow(blanks(keys.length)));
  }
  if (limit.isReached) rows.push(limit.closingRow());
  const hasData = rows.length > 0;
  if (hasData) rows.push(section({ summary: totalCells(keys, "TOTAL", all) }, "GrandTotal"));
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData };
}
