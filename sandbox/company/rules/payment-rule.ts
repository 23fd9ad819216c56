// Completes customers' payments and payments of bills.

import { faults } from "../fault.ts";
import { fieldsAt, refAt, textAt } from "../wire-fields.ts";
import { checkedApplications } from "./applied-lines.ts";
import type { Draft } from "./draft.ts";
import { centsAt, commonHead, moneyOf, partyOf, picked, transactionDay } from "./form-head.ts";
import { reject } from "./rejection.ts";

const payableByCustomers = new Set(["Invoice", "CreditMemo", "JournalEntry"]);
const payableToVendors = new Set(["Bill", "VendorCredit", "JournalEntry"]);

export function completePayment(draft: Draft): Record<string, unknown> {
  const { fields, state, before } = draft;
  const customer = partyOf(draft, "CustomerRef", "Customer") ?? reject(faults.customerMissing());
  const totalCents = centsAt(fields, "TotalAmt") ?? reject(faults.required("TotalAmt"));
  if (totalCents < 0) reject(faults.business("Transaction amount must be 0 or greater."));
  const day = transactionDay(draft);
  const money = moneyOf(draft, customer, day);
  const { lines, appliedCents } = checkedApplications(draft, "CustomerRef", payableByCustomers);
  if (appliedCents > totalCents) reject(faults.business("The amounts applied are more than the payment."));
  const funds = state.chart.findSystem("UndepositedFunds");
  const depositId = refAt(fields, "DepositToAccountRef") ?? funds?.id;
  const account = depositId === undefined ? undefined : state.chart.get(depositId);
  if (account !== undefined && account.type !== "Bank" && account.type !== "Other Current Asset")
    reject(faults.accountType("A payment is deposited to a bank or other current asset account."));
  const receivable = state.chart.find("Accounts Receivable", undefined, money.code);
  return {
    ...picked(fields, ["CustomerRef"]),
    // Without a name, unlike every other reference to an account.
    DepositToAccountRef: depositId === undefined ? undefined : { value: depositId },
    ...picked(fields, ["PaymentMethodRef", "PaymentRefNum", "CreditCardPayment", "ProjectRef"]),
    TotalAmt: totalCents / 100,
    UnappliedAmt: (totalCents - appliedCents) / 100,
    ProcessPayment: fields["ProcessPayment"] === true,
    ...commonHead(draft, day, money),
    LinkedTxn: before === undefined ? [] : (before["LinkedTxn"] ?? []),
    Line: lines,
    ARAccountRef:
      fields["ARAccountRef"] ??
      before?.["ARAccountRef"] ??
      (receivable === undefined ? undefined : state.refs.find("Account", receivable.id)),
  };
}

export function completeBillPayment(draft: Draft): Record<string, unknown> {
  const { fields, state, before } = draft;
  const vendor = partyOf(draft, "VendorRef", "Vendor") ?? reject(faults.required("VendorRef"));
  const totalCents = centsAt(fields, "TotalAmt") ?? reject(faults.required("TotalAmt"));
  const way = textAt(fields, "PayType") ?? reject(faults.required("PayType"));
  if (way !== "Check" && way !== "CreditCard") reject(faults.invalidEnumeration("PayType", way));
  const detail =
    fieldsAt(fields, way === "Check" ? "CheckPayment" : "CreditCardPayment") ??
    reject(faults.required(way === "Check" ? "CheckPayment" : "CreditCardPayment"));
  const accountId =
    refAt(detail, way === "Check" ? "BankAccountRef" : "CCAccountRef") ??
    reject(faults.required(way === "Check" ? "BankAccountRef" : "CCAccountRef"));
  const account = state.chart.get(accountId);
  if (account !== undefined && account.type !== (way === "Check" ? "Bank" : "Credit Card"))
    reject(faults.accountType("A bill is paid from a bank account or a credit card."));
  const day = transactionDay(draft);
  const money = moneyOf(draft, vendor, day);
  const { lines, appliedCents } = checkedApplications(draft, "VendorRef", payableToVendors);
  if (appliedCents > totalCents) reject(faults.business("The amounts applied are more than the payment."));
  const payable = state.chart.find("Accounts Payable", undefined, money.code);
  return {
    ...picked(fields, ["VendorRef"]),
    PayType: way,
    ...(way === "Check"
      ? { CheckPayment: { PrintStatus: "NotSet", ...detail } }
      : { CreditCardPayment: detail }),
    TotalAmt: totalCents / 100,
    ...commonHead(draft, day, money, textAt(fields, "DocNumber")),
    Line: lines,
    APAccountRef:
      fields["APAccountRef"] ??
      before?.["APAccountRef"] ??
      (payable === undefined ? undefined : state.refs.find("Account", payable.id)),
  };
}
