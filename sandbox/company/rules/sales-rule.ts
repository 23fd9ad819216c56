// Completes invoices, sales receipts, credit memos, refund receipts and estimates.

import { faults } from "../fault.ts";
import { refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, homeAmount, picked } from "./form-head.ts";
import { reject } from "./rejection.ts";
import { salesForm, salesTotals } from "./sales-form.ts";
import { dueDay, settledCents } from "./settled.ts";

export function completeInvoice(draft: Draft): Record<string, unknown> {
  const made = salesForm(draft, "always", true);
  const { fields, before } = draft;
  const termId =
    refAt(fields, "SalesTermRef") ??
    (draft.before === undefined && made.customer !== undefined
      ? refAt(made.customer, "SalesTermRef")
      : undefined);
  const term = termId === undefined ? undefined : draft.state.refs.find("Term", termId);
  const depositCents = centsAt(fields, "Deposit") ?? 0;
  const balance = Math.max(0, made.totalCents - depositCents - settledCents(before));
  return {
    AllowIPNPayment: fields["AllowIPNPayment"] === true,
    AllowOnlinePayment: fields["AllowOnlinePayment"] === true,
    AllowOnlineCreditCardPayment: fields["AllowOnlineCreditCardPayment"] === true,
    AllowOnlineACHPayment: fields["AllowOnlineACHPayment"] === true,
    ...salesTotals(draft, made, {
      ...(term === undefined ? {} : { SalesTermRef: term }),
      DueDate: dueDay(draft, made.day, termId),
    }),
    ...(depositCents === 0
      ? {}
      : { Deposit: depositCents / 100, ...picked(fields, ["DepositToAccountRef"]) }),
    Balance: balance / 100,
    ...homeAmount(draft, "HomeBalance", balance, made.money),
  };
}

export function completeSalesReceipt(draft: Draft): Record<string, unknown> {
  const made = salesForm(draft, "whenAny", false);
  const funds = draft.state.chart.findSystem("UndepositedFunds");
  return {
    ...salesTotals(draft, made, {}),
    Balance: 0,
    ...picked(draft.fields, ["PaymentMethodRef", "PaymentRefNum", "CreditCardPayment"]),
    DepositToAccountRef:
      draft.fields["DepositToAccountRef"] ??
      (funds === undefined ? undefined : draft.state.refs.find("Account", funds.id)),
  };
}

export function completeCreditMemo(draft: Draft): Record<string, unknown> {
  const made = salesForm(draft, "whenAny", true);
  const remaining = Math.max(0, made.totalCents - settledCents(draft.before)) / 100;
  return {
    RemainingCredit: remaining,
    ...salesTotals(draft, made, {}),
    ...picked(draft.fields, ["PaymentMethodRef", "InvoiceRef"]),
    Balance: remaining,
  };
}

export function completeRefundReceipt(draft: Draft): Record<string, unknown> {
  const made = salesForm(draft, "whenAny", false);
  if (draft.fields["DepositToAccountRef"] === undefined) reject(faults.required("DepositToAccountRef"));
  return {
    ...salesTotals(draft, made, {}),
    Balance: 0,
    ...picked(draft.fields, [
      "PaymentMethodRef",
      "PaymentRefNum",
      "PaymentType",
      "CheckPayment",
      "CreditCardPayment",
      "DepositToAccountRef",
    ]),
  };
}

const estimateStates = new Set(["Pending", "Accepted", "Closed", "Rejected", "Converted"]);

export function completeEstimate(draft: Draft): Record<string, unknown> {
  const made = salesForm(draft, "always", true);
  const status = textAt(draft.fields, "TxnStatus") ?? "Pending";
  if (!estimateStates.has(status)) reject(faults.invalidEnumeration("TxnStatus", status));
  return {
    ...salesTotals(draft, made, {
      TxnStatus: status,
      ...picked(draft.fields, ["ExpirationDate", "AcceptedBy", "AcceptedDate", "DueDate"]),
    }),
  };
}
