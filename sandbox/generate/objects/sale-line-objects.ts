// Lines and tax of the sales forms of the base, as Intuit sends them.

import { rateLine } from "#sandbox/company/rate-line.ts";
import type { Base } from "../base.ts";
import type { ItemFacts } from "../blueprint.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { kindNumber } from "../plan.ts";
import type { Sale, SaleLine, TaxPart } from "../planned-sale.ts";

const taxable = { value: "TAX" };

const untaxed = { value: "NON" };

function taxCodeOf({ blueprint: { vat } }: Base, taxed: boolean): object {
  if (vat === undefined) return taxed ? taxable : untaxed;
  return { value: (taxed ? vat.standard : vat.exempt).ref.value };
}

/** The account that a line of an item was booked to on a day: an item moved to another account keeps its past. */
export const bookedIncome = (base: Base, row: number, item: ItemFacts) =>
  item.formerIncome !== undefined && row < base.plan.length * 0.4 ? item.formerIncome : item.income;

function itemLine(
  base: Base,
  row: number,
  line: SaleLine,
  id: number,
  voided: boolean,
): Record<string, unknown> {
  const { facts } = line;
  const detail: Record<string, unknown> = {
    ItemRef: facts.ref,
    ...(voided && base.plan.kind[row] === kindNumber.Invoice ? {} : { UnitPrice: line.rateCents / 100 }),
    Qty: voided ? 0 : line.quantity,
    ItemAccountRef: bookedIncome(base, row, facts),
    TaxCodeRef: taxCodeOf(base, line.taxed),
  };
  if (((id + row) & 3) === 0)
    detail["ClassRef"] = base.blueprint.classes[row % base.blueprint.classes.length];
  return facts.description === undefined
    ? {
        Id: String(id),
        LineNum: id,
        Amount: voided ? 0 : line.amountCents / 100,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: detail,
      }
    : {
        Id: String(id),
        LineNum: id,
        Description: facts.description,
        Amount: voided ? 0 : line.amountCents / 100,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: detail,
      };
}

export function saleLineArray(base: Base, row: number, sale: Sale, voided: boolean): object[] {
  const lines: object[] = [];
  let id = 0;
  for (let index = 0; index < sale.lines.length; index++) {
    const line = sale.lines[index];
    if (line === undefined) continue;
    id += 1;
    if (line.bundle < 0) {
      lines.push(itemLine(base, row, line, id, voided));
      continue;
    }
    const bundle = base.blueprint.items[line.bundle];
    const groupId = id;
    const inside: object[] = [];
    let sum = 0;
    // A bundle's members stand next to each other; two equal bundles in a row cannot be told apart and need not be.
    for (; sale.lines[index]?.bundle === line.bundle; index++) {
      const member = sale.lines[index];
      if (member === undefined) break;
      id += 1;
      sum += member.amountCents;
      inside.push(itemLine(base, row, member, id, voided));
      if (inside.length === bundle?.members.length) break;
    }
    lines.push({
      Id: String(groupId),
      LineNum: lines.length + 1,
      Description: bundle?.description,
      Amount: voided ? 0 : sum / 100,
      DetailType: "GroupLineDetail",
      GroupLineDetail: { GroupItemRef: bundle?.ref, Quantity: voided ? 0 : 1, Line: inside },
    });
  }
  lines.push({
    Amount: voided ? 0 : sale.subtotalCents / 100,
    DetailType: "SubTotalLineDetail",
    SubTotalLineDetail: {},
  });
  if (sale.discountCents > 0)
    lines.push({
      Amount: voided ? 0 : sale.discountCents / 100,
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: {
        PercentBased: true,
        DiscountPercent: 10,
        DiscountAccountRef: base.account(accountIds.discountsGiven),
      },
    });
  return lines;
}

export function saleTaxDetail(base: Base, sale: Sale, voided: boolean): object {
  if (voided) return { TotalTax: 0 };
  if (base.blueprint.vat !== undefined) return taxDetail(sale.taxes);
  const code = base.blueprint.taxCodes[sale.taxCode];
  return code === undefined
    ? { TotalTax: 0 }
    : { TxnTaxCodeRef: { value: code.ref.value }, ...taxDetail(sale.taxes) };
}

export function taxDetail(taxes: readonly TaxPart[]): object {
  return {
    TotalTax: taxes.reduce((sum, part) => sum + part.cents, 0) / 100,
    TaxLine: taxes.map((part) =>
      rateLine(part.rate.ref.value, part.rate.percent, part.cents, part.baseCents),
    ),
  };
}
