/** Smaller reports: profit by transaction, income by customer, expenses by vendor, the chart, the shelves. */
import { isBalanceSheet, type AccountType } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, objectOf, reportColumn } from "./detail-columns.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { nameRows } from "./name-tree.ts";
import type { ReportContext } from "./report-context.ts";
import {
  accountColumn,
  blank,
  dataRow,
  money,
  moneyColumn,
  section,
  text,
  type ReportColumn,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";

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
  const keys = chosenColumns(context.parameters, [
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
                  balanceCents,
                },
                keys,
              ),
            ),
          ];
        });
      const total = keys.map((key, place) =>
        place === 0
          ? text(`Total for ${account.name}`)
          : key === "subt_nat_amount"
            ? money(balanceCents)
            : blank,
      );
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

function byName(
  context: ReportContext,
  side: "Customer" | "Vendor",
  columns: readonly string[],
  placesOf: (line: LedgerLine) => readonly (readonly [place: number, cents: number])[],
): ReportDraft {
  const period = context.period("this calendar year-to-date");
  const amounts = new Map<string, number[]>();
  for (const line of context.lines({ ...context.filter, from: period.start, to: period.end })) {
    const { nameEntity, nameId } = line.posting;
    if (nameEntity !== side || nameId === undefined) continue;
    let own = amounts.get(nameId);
    if (own === undefined) amounts.set(nameId, (own = columns.map(() => 0)));
    for (const [place, cents] of placesOf(line)) own[place] = (own[place] ?? 0) + cents;
  }
  const rows = nameRows(context.state, side, amounts, columns.length);
  const first: ReportColumn = {
    title: "",
    type: side,
    key: side === "Customer" ? "customer" : "vendor",
    kind: "String",
    hasKeyInOldLayout: true,
  };
  return {
    header: context.header(period, { SummarizeColumnsBy: "Total" }),
    columns: [first, ...columns.map((title) => moneyColumn(title, title.toLowerCase().replaceAll(" ", "_")))],
    rows,
    hasData: rows.length > 0,
  };
}

const classificationOf = (context: ReportContext, line: LedgerLine) =>
  context.state.chart.get(line.posting.accountId)?.classification;

export const customerIncome = (context: ReportContext): ReportDraft =>
  byName(context, "Customer", ["Income", "Expenses", "Net Income"], (line) => {
    const classification = classificationOf(context, line);
    if (classification === undefined || isBalanceSheet(classification)) return [];
    const { cents } = line.posting;
    return classification === "Revenue"
      ? [
          [0, -cents],
          [2, -cents],
        ]
      : [
          [1, cents],
          [2, -cents],
        ];
  });

export const customerSales = (context: ReportContext): ReportDraft =>
  byName(context, "Customer", ["Total"], (line) =>
    classificationOf(context, line) === "Revenue" ? [[0, -line.posting.cents]] : [],
  );

export const vendorExpenses = (context: ReportContext): ReportDraft =>
  byName(context, "Vendor", ["Total"], (line) =>
    classificationOf(context, line) === "Expense" ? [[0, line.posting.cents]] : [],
  );

export function accountList(context: ReportContext): ReportDraft {
  const column = (title: string, key: string): ReportColumn => ({
    title,
    type: key,
    key,
    kind: "String",
    hasKeyInOldLayout: false,
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

/** Units and value on the shelves today, and what a unit cost on average. */
export function inventoryValuation(context: ReportContext): ReportDraft {
  const { state } = context;
  const value = new Map<string, number>();
  for (const { postings } of state.books.transactions())
    for (const { itemId, accountId, cents } of postings)
      if (itemId !== undefined && state.books.stock.item(itemId)?.assetAccountId === accountId)
        value.set(itemId, (value.get(itemId) ?? 0) + cents);
  let total = 0;
  const rows: ReportRow[] = [...state.books.stock.items()].map(({ id }) => {
    const units = state.books.stock.unitsOf(id);
    const cents = value.get(id) ?? 0;
    total += cents;
    const average = units === 0 ? "" : (cents / 100 / units).toFixed(2);
    return dataRow([
      text(state.refs.find("Item", id)?.name ?? "", id),
      text(""),
      text(units.toFixed(2)),
      money(cents),
      text(average),
    ]);
  });
  rows.push(section({ summary: [text("TOTAL"), blank, blank, money(total), blank] }, "GrandTotal"));
  const item: ReportColumn = { ...accountColumn, type: "ProductsAndServices", key: "item_name" };
  return {
    header: context.header({ end: context.day() }),
    columns: [
      item,
      moneyColumn("SKU", "sku"),
      moneyColumn("Qty", "qty"),
      moneyColumn("Asset Value", "asset_value"),
      moneyColumn("Calc. Avg", "avg_cost"),
    ],
    rows,
    hasData: rows.length > 1,
  };
}
