/** The journal: every transaction of a period with its debits and credits. */
import { CellLimit } from "./cell-limit.ts";
import {
  type DetailColumnKey,
  chosenColumns,
  detailCells,
  objectOf,
  reportColumn,
} from "./detail-columns.ts";
import { transactionsOf } from "./list-lines.ts";
import type { ReportContext } from "./report-context.ts";
import { type ReportDraft, type ReportRow, blank, dataRow, money, section, text } from "./report-shape.ts";

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

export function journalReport(context: ReportContext): ReportDraft {
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context.parameters, journalColumns);
  const limit = new CellLimit(keys.length);
  const rows: ReportRow[] = [];
  let debits = 0;
  for (const transaction of transactionsOf(context, period)) {
    const object = objectOf(context.state, transaction.entity, transaction.id);
    const inside: ReportRow[] = [];
    let debit = 0;
    for (const posting of transaction.postings) {
      if (posting.cents === 0) continue;
      if (posting.cents > 0) debit += posting.cents;
      if (!limit.take()) continue;
      const line = {
        ...posting,
        state: context.state,
        entity: transaction.entity,
        id: transaction.id,
        on: transaction.on,
        object,
        cents: posting.cents,
        debitCents: posting.cents,
      };
      const cells = detailCells(line, keys);
      inside.push(
        dataRow(inside.length === 0 ? cells : cells.map((cell, place) => continued(keys[place], cell))),
      );
    }
    if (inside.length === 0) continue;
    debits += debit;
    rows.push(
      section({
        rows: inside,
        summary: keys.map((key) => (key === "debt_amt" || key === "credit_amt" ? money(debit) : blank)),
      }),
    );
  }
  if (limit.isReached) rows.push(limit.closingRow());
  const hasData = rows.length > 0;
  if (hasData)
    rows.push(
      section(
        {
          summary: keys.map((key, place) =>
            place === 0 ? text("TOTAL") : key === "debt_amt" || key === "credit_amt" ? money(debits) : blank,
          ),
        },
        "GrandTotal",
      ),
    );
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData };
}

const continued = (
  key: DetailColumnKey | undefined,
  cell: { readonly value: string; readonly id?: string },
) => (key === "tx_date" ? text(sameDay) : key === "txn_type" || key === "doc_num" ? text("", "") : cell);
