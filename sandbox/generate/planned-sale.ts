// What a generated sale is made of, from its row number alone.

import { roundHalfUp } from "../company/cents.ts";
import type { Blueprint, ItemFacts, TaxRateFacts } from "./blueprint.ts";
import { mix } from "./random.ts";

export interface SaleLine {
  readonly item: number;
  readonly facts: ItemFacts;
  readonly quantity: number;
  readonly rateCents: number;
  readonly amountCents: number;
  readonly taxed: boolean;
  /** Position of the bundle that the line is part of. */
  readonly bundle: number;
}

export interface TaxPart {
  readonly rate: TaxRateFacts;
  readonly cents: number;
  readonly baseCents: number;
}

export interface Sale {
  readonly lines: readonly SaleLine[];
  readonly subtotalCents: number;
  readonly discountCents: number;
  readonly taxCode: number;
  readonly taxes: readonly TaxPart[];
  readonly taxCents: number;
  readonly totalCents: number;
}

/** Zero to five, low counts likelier. */
const extraLines = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5] as const;

const noBundle = -1;
const noTaxCode = -1;

/** The tax of each rate on its lines together; a rate of nothing is listed too. */
export function vatParts(...bases: readonly (readonly [rate: TaxRateFacts, baseCents: number])[]): TaxPart[] {
  return bases
    .filter(([, baseCents]) => baseCents !== 0)
    .map(([rate, baseCents]) => ({ rate, cents: roundHalfUp((baseCents * rate.percent) / 100), baseCents }));
}

function quantityOf(facts: ItemFacts, bits: number): number {
  if (facts.type === "Inventory") return 1 + (bits % 3);
  if (facts.priceCents >= 50_000) return 1;
  // Half hours only where the price halves evenly, so that quantity times rate is the amount to the cent.
  return facts.type === "Service" && facts.priceCents % 2 === 0 ? 0.5 + (bits % 12) / 2 : 1 + (bits % 9);
}

export function saleOf(
  blueprint: Blueprint,
  row: number,
  taxCode: number | undefined,
  size: "full" | "small" = "full",
): Sale {
  const { seed, soldItems, items } = blueprint;
  const bits = mix(seed ^ 0x5a1e, row);
  const count = size === "small" ? 1 : 1 + (extraLines[bits % extraLines.length] ?? 0);
  const lines: SaleLine[] = [];
  let subtotalCents = 0;
  let taxableCents = 0;
  const push = (item: number, quantity: number, rateCents: number, bundle: number): void => {
    const facts = items[item];
    if (facts === undefined) return;
    const amountCents = roundHalfUp(quantity * rateCents);
    const taxed = facts.taxable && (blueprint.vat !== undefined || taxCode !== undefined);
    subtotalCents += amountCents;
    if (taxed) taxableCents += amountCents;
    lines.push({ item, facts, quantity, rateCents, amountCents, taxed, bundle });
  };
  for (let index = 0; index < count; index++) {
    const lineBits = mix(bits, index + 1);
    const item = soldItems[lineBits % soldItems.length] ?? 0;
    const facts = items[item];
    if (facts === undefined) continue;
    if (facts.type === "Group") {
      for (const [member, quantity] of facts.members)
        push(member, quantity, items[member]?.priceCents ?? 0, item);
    } else {
      const variation = (lineBits >>> 20) % 5 === 0 ? 100 * ((lineBits >>> 23) % 9) : 0;
      push(item, quantityOf(facts, lineBits >>> 8), facts.priceCents + variation, noBundle);
    }
  }
  const discountCents = size === "full" && bits % 31 === 7 ? roundHalfUp(subtotalCents / 10) : 0;
  const taxes: TaxPart[] = [];
  let taxCents = 0;
  if (blueprint.vat !== undefined) {
    const { standard, exempt } = blueprint.vat;
    const untaxedCents = subtotalCents - taxableCents;
    taxes.push(...vatParts([standard.sales, taxableCents], [exempt.sales, untaxedCents]));
    taxCents = taxes.reduce((sum, part) => sum + part.cents, 0);
  } else if (taxCode !== undefined && taxableCents > 0) {
    for (const rate of blueprint.taxCodes[taxCode]?.rates ?? []) {
      const cents = roundHalfUp((taxableCents * rate.percent) / 100);
      taxCents += cents;
      taxes.push({ rate, cents, baseCents: taxableCents });
    }
  }
  return {
    lines,
    subtotalCents,
    discountCents,
    taxCode: taxes.length > 0 ? (taxCode ?? noTaxCode) : noTaxCode,
    taxes,
    taxCents,
    totalCents: subtotalCents - discountCents + taxCents,
  };
}
