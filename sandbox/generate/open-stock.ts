/** What lay on the shelves on the first day, and the entry that put it into the books. */
import { dayText } from "../company/wire-time.ts";
import type { Books } from "../ledger/books.ts";
import type { Blueprint } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";

/** QuickBooks' name for the entry behind an item's opening quantity; no endpoint returns it. */
export const startingValue = "InventoryStartingValue";

export function openStock(books: Books, blueprint: Blueprint): void {
  for (const item of blueprint.items) {
    if (item.asset === undefined || item.expense === undefined) continue;
    const openingCents = item.openingUnits * item.costCents;
    const id = item.ref.value;
    books.stock.keepItem({
      id,
      assetAccountId: item.asset.value,
      expenseAccountId: item.expense.value,
      openingUnits: item.openingUnits,
      openingCents,
      standingUnitCents: item.costCents,
    });
    const marks = { itemId: id };
    books.replace(
      startingValue,
      id,
      {
        entity: startingValue,
        id,
        on: dayText(blueprint.startDay - 2),
        postings: [
          { accountId: item.asset.value, cents: openingCents, foreignCents: openingCents, ...marks },
          {
            accountId: accountIds.openingBalanceEquity,
            cents: -openingCents,
            foreignCents: -openingCents,
            ...marks,
          },
        ],
      },
      [],
    );
  }
}
