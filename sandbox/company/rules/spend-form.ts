// What bills, vendor credits, purchases and purchase orders have in common.

import { roundHalfUp } from "../cents.ts";
import { faults } from "../fault.ts";
import { type Fields, fieldsAt, listAt, refAt, textAt } from "../wire-fields.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import { type Money, centsAt, commonHead, moneyOf, partyOf, picked, transactionDay } from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { reject } from "./rejection.ts";
import { lineCents } from "./sales-lines.ts";
import type { FormTax } from "./form-tax.ts";
import { formVat, taxCalculation, vatLine, type VatLine } from "./value-added-tax.ts";

interface SpendForm {
  readonly head: Record<string, unknown>;
  readonly lines: readonly Fields[];
  readonly day: string;
  readonly money: Money;
  readonly totalCents: number;
  /** What a form says of its tax outside the United States; nothing there. */
  readonly vat: Fields;
}

const billable = new Set(["Billable", "NotBillable", "HasBeenBilled"]);

function spendLine(
  draft: Draft,
  line: Fields,
  id: string,
  number: number,
): { readonly line: Fields; readonly tax: VatLine } {
  const type = textAt(line, "DetailType");
  if (type !== "AccountBasedExpenseLineDetail" && type !== "ItemBasedExpenseLineDetail")
    return reject(faults.invalidEnumeration("DetailType", type ?? "null"));
  const detail = fieldsAt(line, type) ?? {};
  if (refAt(detail, type === "AccountBasedExpenseLineDetail" ? "AccountRef" : "ItemRef") === undefined)
    reject(faults.lineNeedsAccountOrItem());
  const status = textAt(detail, "BillableStatus") ?? "NotBillable";
  if (!billable.has(status)) reject(faults.invalidEnumeration("BillableStatus", status));
  if (status === "Billable" && refAt(detail, "CustomerRef") === undefined)
    reject(faults.business("When you make an expense billable, you need to choose the customer to bill."));
  const cents =
    type === "ItemBasedExpenseLineDetail"
      ? lineCents(line, detail)
      : (centsAt(line, "Amount") ?? reject(faults.required("Line.Amount")));
  const tax = lineTax(draft, detail, cents);
  const { TaxCodeRef, BillableStatus: _status, ...rest } = tax.detail;
  return {
    line: {
      Id: id,
      LineNum: number,
      ...picked(line, ["Description"]),
      Amount: tax.netCents / 100,
      ...(Array.isArray(line["LinkedTxn"]) && line["LinkedTxn"].length > 0
        ? { LinkedTxn: line["LinkedTxn"] }
        : {}),
      DetailType: type,
      [type]: {
        ...rest,
        BillableStatus: status,
        ...(TaxCodeRef === undefined ? {} : { TaxCodeRef }),
      },
    },
    tax,
  };
}

function lineTax(draft: Draft, detail: Fields, cents: number): VatLine {
  const calculation = taxCalculation(draft);
  if (calculation !== undefined) return vatLine(draft, calculation, "purchases", detail, cents);
  const stated = { ...detail, TaxCodeRef: detail["TaxCodeRef"] ?? { value: "NON" } };
  return { codeId: undefined, netCents: cents, heldCents: undefined, detail: stated };
}

export function spendForm(draft: Draft, party: Fields | undefined, number: string | undefined): SpendForm {
  const { fields } = draft;
  const sent = listAt(fields, "Line");
  if (sent.length === 0) reject(faults.required("Line"));
  const day = transactionDay(draft);
  const money = moneyOf(draft, party, day);
  const ids = lineIds(draft.before);
  let totalCents = 0;
  const lines: Fields[] = [];
  const vatLines: VatLine[] = [];
  for (const line of sent) {
    const made = spendLine(draft, line, ids.idFor(line), lines.length + 1);
    totalCents += made.tax.netCents;
    lines.push(made.line);
    vatLines.push(made.tax);
  }
  const calculation = taxCalculation(draft);
  const tax = calculation === undefined ? statedTax(fields) : formVat(draft, vatLines, "purchases");
  totalCents += tax.cents;
  if (totalCents < 0) reject(faults.business("Transaction amount must be 0 or greater."));
  return {
    head: commonHead(draft, day, money, number),
    lines,
    day,
    money,
    totalCents: roundHalfUp(totalCents),
    vat: calculation === undefined ? {} : { GlobalTaxCalculation: calculation, TxnTaxDetail: tax.detail },
  };
}

/** In the United States tax on purchases is whatever the body says it is. */
function statedTax(fields: Fields): FormTax {
  const detail = fieldsAt(fields, "TxnTaxDetail") ?? {};
  const cents = listAt(detail, "TaxLine").reduce((sum, line) => sum + (centsAt(line, "Amount") ?? 0), 0);
  return { detail, cents };
}

export function vendorOf(draft: Draft): Fields {
  return partyOf(draft, "VendorRef", "Vendor") ?? reject(faults.required("VendorRef"));
}

export function payableRef(draft: Draft, money: Money): unknown {
  const account = draft.state.chart.find("Accounts Payable", undefined, money.code);
  return (
    draft.fields["APAccountRef"] ??
    (account === undefined ? undefined : draft.state.refs.find("Account", account.id))
  );
}

export const linkedWhenAny = (draft: Draft): Fields => {
  const linked = documentLinks(draft);
  return linked.length === 0 ? {} : { LinkedTxn: linked };
};
