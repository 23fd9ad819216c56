// What the rows of the base do to the shelves.

import type { Base } from "./base.ts";
import { purchaseWay } from "./objects/spend-objects.ts";
import { kindNumber } from "./plan.ts";
import { saleOf } from "./planned-sale.ts";
import { spendLinesOf } from "./spend-lines.ts";

/** What a base row does to the shelves: item, units in or out, and what the units that came in cost. */
export interface BaseMovement {
  readonly item: number;
  readonly units: number;
  /** Home cents of units that came in with a price; undefined when the engine must say. */
  readonly costCents: number | undefined;
}

export function baseMovements(base: Base, row: number): readonly BaseMovement[] {
  if (base.has(row, "voided")) return [];
  const kind = base.plan.kind[row] ?? 0;
  const { blueprint } = base;
  if (
    kind === kindNumber.Invoice ||
    kind === kindNumber.SalesReceipt ||
    kind === kindNumber.CreditMemo ||
    kind === kindNumber.RefundReceipt
  ) {
    const goesOut = kind === kindNumber.Invoice || kind === kindNumber.SalesReceipt;
    const sale = saleOf(blueprint, row, undefined, goesOut ? "full" : "small");
    return sale.lines
      .filter((line) => line.facts.type === "Inventory")
      .map((line) => ({
        item: line.item,
        units: goesOut ? -line.quantity : line.quantity,
        costCents: undefined,
      }));
  }
  if (kind === kindNumber.Bill || kind === kindNumber.Purchase || kind === kindNumber.VendorCredit) {
    const lines = spendLinesOf(blueprint, row, kind === kindNumber.Bill ? "bill" : "purchase");
    const comesBack =
      kind === kindNumber.VendorCredit || (kind === kindNumber.Purchase && purchaseWay(base, row).credit);
    const vendor = base.vendor(row);
    const rate = base.rate(row, vendor.currency);
    return (kind === kindNumber.VendorCredit ? lines.slice(0, 1) : lines)
      .filter((line) => line.item?.type === "Inventory")
      .map((line) => ({
        item: line.itemPosition,
        units: comesBack ? -line.quantity : line.quantity,
        costCents: base.home(comesBack ? -line.amountCents : line.amountCents, rate),
      }));
  }
  return [];
}
