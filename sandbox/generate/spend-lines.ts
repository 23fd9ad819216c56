// What a generated bill, purchase or order is made of, from its row number alone.

import { roundHalfUp } from "../company/cents.ts";
import type { Ref } from "../company/refs.ts";
import type { Blueprint, ItemFacts } from "./blueprint.ts";
import { mix } from "./random.ts";
import { vatParts, type TaxPart } from "./planned-sale.ts";

export interface SpendLine {
  /** Either an account is charged or an item is bought. */
  readonly account: Ref | undefined;
  readonly item: ItemFacts | undefined;
  readonly itemPosition: number;
  readonly quantity: number;
  readonly rateCents: number;
  readonly amountCents: number;
  readonly bits: number;
}

export type SpendPattern = "bill" | "purchase" | "order";

/** Chances in sixteen that a line buys an item, by kind of document. */
const itemChance = { bill: 8, purchase: 2, order: 16 } as const satisfies Record<SpendPattern, number>;

export function spendLinesOf(blueprint: Blueprint, row: number, pattern: SpendPattern): SpendLine[] {
  const { seed, boughtItems, items, profile, refs } = blueprint;
  const bits = mix(seed ^ 0xb111, row);
  const count = 1 + ([0, 0, 0, 1, 1, 2][bits % 6] ?? 0);
  const lines: SpendLine[] = [];
  for (let index = 0; index < count; index++) {
    const lineBits = mix(bits, index + 1);
    if (boughtItems.length > 0 && (lineBits & 15) < itemChance[pattern]) {
      const itemPosition = boughtItems[(lineBits >>> 4) % boughtItems.length] ?? 0;
      const item = items[itemPosition];
      if (item === undefined) continue;
      const quantity = 6 + ((lineBits >>> 10) % 13);
      // Suppliers' prices drift, so that FIFO has something to tell apart.
      const rateCents = Math.max(1, roundHalfUp(item.costCents * (0.94 + ((lineBits >>> 15) % 13) / 100)));
      lines.push({
        account: undefined,
        item,
        itemPosition,
        quantity,
        rateCents,
        amountCents: quantity * rateCents,
        bits: lineBits,
      });
    } else {
      const id = profile.expenseAccountIds[(lineBits >>> 4) % profile.expenseAccountIds.length] ?? "15";
      const amountCents = 1_200 + ((lineBits >>> 7) % 61_000);
      lines.push({
        account: refs.find("Account", id) ?? { value: id },
        item: undefined,
        itemPosition: -1,
        quantity: 1,
        rateCents: amountCents,
        amountCents,
        bits: lineBits,
      });
    }
  }
  return lines;
}

/** One line in four is for something without tax: insurance, wages, a bank's fee. */
export const isExemptSpending = (line: SpendLine): boolean => (line.bits >>> 27) % 4 === 0;

/** Tax on purchases, which only companies outside the United States state. */
export function spendTaxes({ vat }: Blueprint, lines: readonly SpendLine[]): TaxPart[] {
  if (vat === undefined) return [];
  const exemptCents = sumOf(lines.filter(isExemptSpending));
  return vatParts([vat.standard.purchases, sumOf(lines) - exemptCents], [vat.exempt.purchases, exemptCents]);
}

export function spendTotal(blueprint: Blueprint, lines: readonly SpendLine[]): number {
  return spendTaxes(blueprint, lines).reduce((sum, part) => sum + part.cents, sumOf(lines));
}

const sumOf = (lines: readonly SpendLine[]): number => lines.reduce((sum, line) => sum + line.amountCents, 0);
