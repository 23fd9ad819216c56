// The lines of a sales form: items, bundles, descriptions, a discount, and the subtotal that QuickBooks adds itself.

import { roundHalfUp } from "../cents.ts";
import { faults } from "../fault.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, picked } from "./form-head.ts";
import { lineIds, type LineIds } from "./line-ids.ts";
import { reject } from "./rejection.ts";
import { itemTaxCode, taxCalculation, vatLine, type VatLine } from "./value-added-tax.ts";

export interface SalesLines {
  readonly lines: readonly Fields[];
  readonly subtotalCents: number;
  readonly taxableCents: number;
  /** The amounts of the taxable lines, one by one. */
  readonly taxableLines: readonly number[];
  readonly discountCents: number;
  /** Outside the United States: what each line is taxed by. */
  readonly vatLines: readonly VatLine[];
}

/** Amount, or quantity times price where the body leaves the amount to us; the two must agree. */
export function lineCents(line: Fields, detail: Fields): number {
  const amount = centsAt(line, "Amount");
  const quantity = numberAt(detail, "Qty");
  const price = numberAt(detail, "UnitPrice");
  if (amount === undefined) {
    if (quantity === undefined || price === undefined) return reject(faults.required("Line.Amount"));
    return roundHalfUp(quantity * price * 100);
  }
  if (quantity !== undefined && price !== undefined && Math.abs(amount - quantity * price * 100) > 0.5000001)
    reject(faults.amountIsNotQuantityTimesPrice());
  return amount;
}

/** The account that the line is booked to: an edited line stays where it was, a new one follows the item. */
function bookedAccount(draft: Draft, line: Fields, itemId: string, ids: LineIds): unknown {
  const before = ids.beforeOf(line);
  const old = before === undefined ? undefined : fieldsAt(before, "SalesItemLineDetail");
  if (old !== undefined && refAt(old, "ItemRef") === itemId && old["ItemAccountRef"] !== undefined)
    return old["ItemAccountRef"];
  const item = draft.state.read("Item", itemId);
  const accountId = item === undefined ? undefined : refAt(item, "IncomeAccountRef");
  return accountId === undefined ? undefined : draft.state.refs.find("Account", accountId);
}

/** The service that stands in for a line without an item. */
const defaultItemId = "1";

function itemLine(
  draft: Draft,
  line: Fields,
  ids: LineIds,
  number: number,
): { line: Fields; cents: number; tax: LineTax } {
  const detail = fieldsAt(line, "SalesItemLineDetail") ?? {};
  const itemId = refAt(detail, "ItemRef") ?? defaultItemId;
  const itemRef = draft.state.refs.find("Item", itemId);
  const item = draft.state.read("Item", itemId);
  if (itemRef === undefined || item === undefined) return reject(faults.invalidReference("Items", itemId));
  if (textAt(item, "Type") === "Category") reject(faults.business("A category cannot be used on a line."));
  const { ItemAccountRef: _readOnly, ItemRef: _item, ...given } = detail;
  const tax = lineTax(draft, given, lineCents(line, detail));
  const start = textAt(item, "InvStartDate");
  const day = textAt(draft.fields, "TxnDate");
  if (start !== undefined && day !== undefined && day.slice(0, 10) < start && postsStock.has(draft.entity))
    reject(faults.beforeInventoryStart(textAt(item, "Name") ?? itemId));
  const { TaxCodeRef, ...rest } = tax.detail;
  return {
    line: {
      Id: ids.idFor(line),
      LineNum: number,
      ...picked(line, ["Description"]),
      Amount: tax.netCents / 100,
      ...(Array.isArray(line["LinkedTxn"]) && line["LinkedTxn"].length > 0
        ? { LinkedTxn: line["LinkedTxn"] }
        : {}),
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: {
        ItemRef: itemRef,
        ...rest,
        ItemAccountRef: bookedAccount(draft, line, itemId, ids),
        ...(TaxCodeRef === undefined ? {} : { TaxCodeRef }),
      },
    },
    cents: tax.netCents,
    tax,
  };
}

interface LineTax extends VatLine {
  /** In the United States: the line says TAX. */
  readonly taxed: boolean;
}

function lineTax(draft: Draft, given: Fields, cents: number): LineTax {
  const calculation = taxCalculation(draft);
  if (calculation !== undefined)
    return { ...vatLine(draft, calculation, "sales", given, cents), taxed: false };
  const code = refAt(given, "TaxCodeRef") ?? "NON";
  if (code !== "TAX" && code !== "NON") reject(faults.lineTaxCode());
  const detail = { ...given, TaxCodeRef: { value: code } };
  return { codeId: undefined, netCents: cents, heldCents: undefined, detail, taxed: code === "TAX" };
}

const postsStock = new Set<string>(["Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt"]);

/** A bundle whose members the body leaves out gets those of the item. */
function bundleMembers(draft: Draft, detail: Fields): readonly Fields[] {
  const sent = listAt(detail, "Line");
  if (sent.length > 0) return sent;
  const bundle = draft.state.read("Item", refAt(detail, "GroupItemRef") ?? "");
  const quantity = numberAt(detail, "Quantity") ?? 1;
  const members = bundle === undefined ? undefined : fieldsAt(bundle, "ItemGroupDetail");
  return listAt(members ?? {}, "ItemGroupLine").map((member) => {
    const id = refAt(member, "ItemRef") ?? "";
    const item = draft.state.read("Item", id);
    const price = numberAt(item ?? {}, "UnitPrice") ?? 0;
    return {
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: {
        ItemRef: { value: id },
        UnitPrice: price,
        Qty: quantity * (numberAt(member, "Qty") ?? 1),
        ...itemTaxCode(item),
      },
    };
  });
}

export function salesLines(draft: Draft): SalesLines {
  const ids = lineIds(draft.before);
  const lines: Fields[] = [];
  let subtotalCents = 0;
  const taxableLines: number[] = [];
  const vatLines: VatLine[] = [];
  let discount: Fields | undefined;
  const takeItem = (line: Fields, number: number): Fields => {
    const taken = itemLine(draft, line, ids, number);
    subtotalCents += taken.cents;
    if (taken.tax.taxed) taxableLines.push(taken.cents);
    vatLines.push(taken.tax);
    return taken.line;
  };
  for (const line of listAt(draft.fields, "Line")) {
    const number = lines.length + 1;
    switch (textAt(line, "DetailType")) {
      case "SalesItemLineDetail":
        lines.push(takeItem(line, number));
        break;
      case "GroupLineDetail": {
        const detail = fieldsAt(line, "GroupLineDetail") ?? {};
        const before = subtotalCents;
        const id = ids.idFor(line);
        const members = bundleMembers(draft, detail).map((member, index) => takeItem(member, index + 1));
        lines.push({
          Id: id,
          LineNum: number,
          ...picked(line, ["Description"]),
          Amount: (subtotalCents - before) / 100,
          DetailType: "GroupLineDetail",
          GroupLineDetail: {
            ...picked(detail, ["GroupItemRef"]),
            Quantity: numberAt(detail, "Quantity") ?? 1,
            Line: members,
          },
        });
        break;
      }
      case "DescriptionOnly":
        lines.push({
          Id: ids.idFor(line),
          LineNum: number,
          ...picked(line, ["Description"]),
          DetailType: "DescriptionOnly",
          DescriptionLineDetail: fieldsAt(line, "DescriptionLineDetail") ?? {},
        });
        break;
      case "DiscountLineDetail":
        discount = line;
        break;
      case "SubTotalLineDetail":
      case "TaxLineDetail":
        break;
      case undefined:
        return reject(faults.required("Line.DetailType"));
      default:
        reject(faults.invalidEnumeration("DetailType", textAt(line, "DetailType") ?? "null"));
    }
  }
  const discountCents = discount === undefined ? 0 : discountOf(discount, subtotalCents);
  lines.push({ Amount: subtotalCents / 100, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} });
  if (discount !== undefined) lines.push(discountLine(draft, discount, discountCents));
  const taxableCents = taxableLines.reduce((sum, cents) => sum + cents, 0);
  return { lines, subtotalCents, taxableCents, taxableLines, discountCents, vatLines };
}

function discountOf(line: Fields, subtotalCents: number): number {
  const detail = fieldsAt(line, "DiscountLineDetail") ?? {};
  const percent = numberAt(detail, "DiscountPercent");
  if (percent !== undefined && detail["PercentBased"] !== false)
    return roundHalfUp((subtotalCents * percent) / 100);
  return (
    centsAt(line, "Amount") ?? reject(faults.business("A discount line needs a percentage or an amount."))
  );
}

function discountLine(draft: Draft, line: Fields, cents: number): Fields {
  const detail = fieldsAt(line, "DiscountLineDetail") ?? {};
  const account = draft.state.chart.findSystem("DiscountsRefundsGiven");
  return {
    ...picked(line, ["Description"]),
    Amount: cents / 100,
    DetailType: "DiscountLineDetail",
    DiscountLineDetail: {
      PercentBased: numberAt(detail, "DiscountPercent") !== undefined,
      ...picked(detail, ["DiscountPercent"]),
      DiscountAccountRef:
        detail["DiscountAccountRef"] ??
        (account === undefined ? undefined : draft.state.refs.find("Account", account.id)),
      ...picked(detail, ["ClassRef"]),
    },
  };
}
