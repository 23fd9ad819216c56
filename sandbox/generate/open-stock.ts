// What lay on the shelves on the first day, and the entry that put it into the books.

import type { Balances } from "../company/balances.ts";
import type { CompanyState } from "../company/state.ts";
import { debitAndCredit, postUnlisted } from "../company/unlisted-transactions.ts";
import { dayText } from "../company/wire-time.ts";
import type { Blueprint } from "./blueprint.ts";

/**
 * The entry behind an item's opening quantity, number START; no endpoint returns it. Reports call it
 * "Inventory Starting Value" or "Inventory Qty Adjust".
 */
export function openingStock(
  state: CompanyState,
  kind: "InventoryStartingValue" | "InventoryQtyAdjust",
  itemId: string,
  on: string,
  balances?: Balances,
): void {
  const item = state.books.stock.item(itemId);
  const equity = state.chart.findSystem("OpeningBalanceEquity")?.id ?? "";
  if (item === undefined) return;
  const memo = "Opening inventory and value";
  const postings = debitAndCredit(item.assetAccountId, equity, item.openingCents, { itemId, memo });
  postUnlisted(state, { kind, on, number: "START", postings }, balances);
}

export function openStock(state: CompanyState, blueprint: Blueprint): void {
  let opened = 0;
  for (const item of blueprint.items) {
    if (item.asset === undefined || item.expense === undefined) continue;
    const id = item.ref.value;
    state.books.stock.keepItem({
      id,
      assetAccountId: item.asset.value,
      expenseAccountId: item.expense.value,
      openingUnits: item.openingUnits,
      openingCents: item.openingUnits * item.costCents,
      currentUnitCents: item.costCents,
    });
    const kind = opened % 2 === 0 ? "InventoryStartingValue" : "InventoryQtyAdjust";
    openingStock(state, kind, id, dayText(blueprint.startDay - 2));
    opened += 1;
  }
}
