// Completes bills, vendor credits and purchase orders.

import { refAt, textAt } from "../wire-fields.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import { homeAmount, picked } from "./form-head.ts";
import { dueDay, settledCents } from "./settled.ts";
import { spendForm, linkedWhenAny, payableRef, vendorOf } from "./spend-form.ts";

export function completeBill(draft: Draft): Record<string, unknown> {
  const vendor = vendorOf(draft);
  const made = spendForm(draft, vendor, textAt(draft.fields, "DocNumber"));
  const termId =
    refAt(draft.fields, "SalesTermRef") ??
    (draft.before === undefined ? refAt(vendor, "TermRef") : undefined);
  const term = termId === undefined ? undefined : draft.state.refs.find("Term", termId);
  const balance = Math.max(0, made.totalCents - settledCents(draft.before));
  return {
    DueDate: dueDay(draft, made.day, termId),
    Balance: balance / 100,
    ...homeAmount(draft, "HomeBalance", balance, made.money),
    ...made.head,
    LinkedTxn: documentLinks(draft),
    Line: made.lines,
    ...picked(draft.fields, ["TxnTaxDetail", "VendorRef", "VendorAddr"]),
    ...made.vat,
    APAccountRef: payableRef(draft, made.money),
    ...(term === undefined ? {} : { SalesTermRef: term }),
    TotalAmt: made.totalCents / 100,
  };
}

export function completeVendorCredit(draft: Draft): Record<string, unknown> {
  const made = spendForm(draft, vendorOf(draft), textAt(draft.fields, "DocNumber"));
  return {
    ...made.head,
    ...linkedWhenAny(draft),
    Line: made.lines,
    ...picked(draft.fields, ["TxnTaxDetail", "VendorRef", "VendorAddr"]),
    ...made.vat,
    APAccountRef: payableRef(draft, made.money),
    TotalAmt: made.totalCents / 100,
    Balance: Math.max(0, made.totalCents - settledCents(draft.before)) / 100,
  };
}

export function completePurchaseOrder(draft: Draft): Record<string, unknown> {
  const vendor = vendorOf(draft);
  const { fields, before, state } = draft;
  const automatic = before === undefined && !state.usesCustomNumbers();
  const made = spendForm(
    draft,
    vendor,
    textAt(fields, "DocNumber") ?? (automatic ? draft.numbering.next("PurchaseOrder") : undefined),
  );
  return {
    ...made.head,
    CustomField: [],
    LinkedTxn: documentLinks(draft),
    Line: made.lines,
    ...picked(fields, [
      "VendorRef",
      "Memo",
      "ClassRef",
      "SalesTermRef",
      "DueDate",
      "ShipTo",
      "ShipMethodRef",
    ]),
    ...made.vat,
    APAccountRef: payableRef(draft, made.money),
    VendorAddr: fields["VendorAddr"] ?? vendor["BillAddr"],
    ...picked(fields, ["ShipAddr", "POEmail"]),
    POStatus: textAt(fields, "POStatus") ?? "Open",
    EmailStatus: textAt(fields, "EmailStatus") ?? "NotSet",
    TotalAmt: made.totalCents / 100,
  };
}
