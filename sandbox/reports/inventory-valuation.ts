import type { ReportContext } from "./report-context.ts";
import {
  type ReportColumn,
  type ReportDraft,
  type ReportRow,
  accountColumn,
  blank,
  dataRow,
  money,
  moneyColumn,
  section,
  text,
} from "./report-shape.ts";

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
