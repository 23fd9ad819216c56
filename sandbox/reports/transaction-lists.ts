/** Reports whose rows are transactions: the journal, and the lists by day, customer or vendor. */
import type { PostedTransaction } from "../ledger/books.ts";
import { isPosting } from "../ledger/post-document.ts";
import { toCents } from "../company/cents.ts";
import { numberAt, refAt, textAt } from "../company/wire-fields.ts";
import { CellLimit } from "./cell-limit.ts";
import {
  chosenColumns,
  detailCells,
  objectOf,
  reportColumn,
  type DetailColumnKey,
  type DetailLine,
} from "./detail-columns.ts";
import type { ReportContext } from "./report-context.ts";
import { blank, dataRow, money, section, text, type ReportDraft, type ReportRow } from "./report-shape.ts";
import type { Period } from "./report-period.ts";

const byDayAndId = (a: { on: string; id: string }, b: { on: string; id: string }): number =>
  a.on === b.on ? Number(a.id) - Number(b.id) : a.on < b.on ? -1 : 1;

const transactionsOf = ({ state }: ReportContext, { start, end }: Period): PostedTransaction[] =>
  [...state.books.transactions((on) => on >= start && on <= end)].sort(byDayAndId);

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

/** Transactions that post nothing and are listed all the same. */
const unposted = ["Estimate", "PurchaseOrder", "TimeActivity"] as const;

/** The amount as the document states it, in home currency. */
function statedCents(line: { readonly object: DetailLine["object"] }, fallback: number): number {
  const amount =
    numberAt(line.object ?? {}, "HomeTotalAmt") ??
    numberAt(line.object ?? {}, "TotalAmt") ??
    numberAt(line.object ?? {}, "Amount");
  return amount === undefined || (amount === 0 && fallback !== 0) ? fallback : toCents(amount);
}

function listLines(context: ReportContext, period: Period): DetailLine[] {
  const { state, parameters } = context;
  const lines: DetailLine[] = transactionsOf(context, period).map(({ entity, id, on, postings }) => {
    const object = objectOf(state, entity, id);
    const [main, ...others] = postings;
    const named = postings.find(({ nameId }) => nameId !== undefined);
    return {
      state,
      entity,
      id,
      on,
      object,
      ...(main === undefined ? {} : { accountId: main.accountId }),
      splitIds: [...new Set(others.map(({ accountId }) => accountId))],
      nameEntity: named?.nameEntity,
      nameId: named?.nameId,
      cents: statedCents({ object }, Math.abs(main?.cents ?? 0)),
    };
  });
  for (const entity of unposted)
    for (const object of state.table(entity).scan({ order: "id" })) {
      const on = textAt(object, "TxnDate") ?? "";
      if (on >= period.start && on <= period.end)
        lines.push({
          state,
          entity,
          id: object.Id,
          on,
          object,
          isPosting: isPosting(entity),
          cents: statedCents({ object }, 0),
        });
    }
  const types = parameters
    .get("transaction_type")
    ?.split(",")
    .map((type) => type.trim().toLowerCase());
  const number = parameters.get("docnum");
  return lines
    .filter((line) => types === undefined || types.includes(line.entity.toLowerCase()))
    .filter((line) => number === undefined || textAt(line.object ?? {}, "DocNumber") === number)
    .filter(
      (line) =>
        named(line, "Customer", context.filter.customers) && named(line, "Vendor", context.filter.vendors),
    )
    .sort(byDayAndId);
}

function named(
  line: DetailLine,
  entity: "Customer" | "Vendor",
  wanted: ReadonlySet<string> | undefined,
): boolean {
  if (wanted === undefined) return true;
  const id = line.nameEntity === entity ? line.nameId : refAt(line.object ?? {}, `${entity}Ref`);
  return id !== undefined && wanted.has(id);
}

export function transactionList(context: ReportContext): ReportDraft {
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context.parameters, listColumns);
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
    const keys = chosenColumns(context.parameters, [
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
  const keys = chosenColumns(context.parameters, [
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
