/** Completes invoices, sales receipts, credit memos, refund receipts and estimates. */
import { toCents } from "../cents.ts";
import { faults } from "../fault.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { addDays } from "../wire-time.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import {
  centsAt,
  commonHead,
  dayAt,
  homeAmount,
  moneyOf,
  partyOf,
  picked,
  transactionDay,
  type Money,
} from "./form-head.ts";
import { refuse } from "./refusal.ts";
import { salesLines } from "./sales-lines.ts";
import { formTax } from "./sales-tax.ts";

interface SalesForm {
  readonly head: Record<string, unknown>;
  readonly day: string;
  readonly money: Money;
  readonly customer: Fields | undefined;
  readonly totalCents: number;
}

const customFieldName = { DefinitionId: "1", Name: "Crew #", Type: "StringType" };

/** The one custom field of the generated companies, with the value that the body gives it. */
function customFields(fields: Fields): readonly Fields[] {
  const sent = listAt(fields, "CustomField").find((field) => textAt(field, "DefinitionId") === "1");
  const value = sent === undefined ? undefined : textAt(sent, "StringValue");
  return [value === undefined ? customFieldName : { ...customFieldName, StringValue: value }];
}

function addresses(draft: Draft, customer: Fields | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of ["BillAddr", "ShipAddr"] as const) {
    const address =
      fieldsAt(draft.fields, key) ?? (customer === undefined ? undefined : fieldsAt(customer, key));
    if (address !== undefined)
      out[key] = address["Id"] === undefined ? { Id: draft.state.nextAddressId(), ...address } : address;
  }
  return out;
}

function form(draft: Draft, links: "always" | "whenAny", needsCustomer: boolean): SalesForm {
  const { fields, state, before } = draft;
  const customer = partyOf(draft, "CustomerRef", "Customer");
  if (customer === undefined && needsCustomer) refuse(faults.customerMissing());
  if (listAt(fields, "Line").length === 0) refuse(faults.required("Line"));
  const day = transactionDay(draft);
  const money = moneyOf(draft, customer, day);
  const linked = documentLinks(draft);
  const lines = salesLines(draft);
  const tax = formTax(draft, lines, customer);
  // An invoice of nothing but a subtotal draws on a statement charge, which no endpoint shows.
  const chargeCents = state.hiddenCharges.get(before?.Id ?? "")?.cents ?? 0;
  const totalCents = lines.subtotalCents - lines.discountCents + tax.cents + chargeCents;
  if (totalCents < 0) refuse(faults.business("Transaction amount must be 0 or greater."));
  const asked = textAt(fields, "DocNumber");
  const automatic = before === undefined && !state.usesCustomNumbers();
  const number = asked ?? (automatic ? draft.numbering.next(draft.entity) : undefined);
  const head: Record<string, unknown> = {
    CustomField: customFields(fields),
    ...commonHead(draft, day, money, number),
    ...(links === "always" || linked.length > 0 ? { LinkedTxn: linked } : {}),
    Line:
      chargeCents === 0
        ? lines.lines
        : [
            {
              Amount: (lines.subtotalCents + chargeCents) / 100,
              DetailType: "SubTotalLineDetail",
              SubTotalLineDetail: {},
            },
          ],
    TxnTaxDetail: tax.detail,
    ...picked(fields, ["CustomerRef", "CustomerMemo", "ClassRef"]),
    ...addresses(draft, customer),
    ...picked(fields, [
      "FreeFormAddress",
      "ShipFromAddr",
      "ShipMethodRef",
      "ShipDate",
      "TrackingNum",
      "SalesTermRef",
    ]),
  };
  return { head, day, money, customer, totalCents };
}

function totals(draft: Draft, { head, totalCents, money }: SalesForm, more: Fields): Record<string, unknown> {
  const { fields } = draft;
  return {
    ...head,
    ...more,
    TotalAmt: totalCents / 100,
    ...homeAmount(draft, "HomeTotalAmt", totalCents, money),
    ApplyTaxAfterDiscount: fields["ApplyTaxAfterDiscount"] === true,
    PrintStatus: textAt(fields, "PrintStatus") ?? "NeedToPrint",
    EmailStatus: textAt(fields, "EmailStatus") ?? "NotSet",
    ...picked(fields, ["BillEmail", "BillEmailCc", "BillEmailBcc", "DeliveryInfo"]),
  };
}

/** Cents of the document that payments and credits have already settled. */
export function settledCents(before: Fields | undefined): number {
  if (before === undefined) return 0;
  return (
    toCents(numberAt(before, "TotalAmt") ?? 0) -
    toCents(numberAt(before, "Deposit") ?? 0) -
    toCents(numberAt(before, "Balance") ?? 0)
  );
}

/** DueDate as given, else the transaction's day and the term's; thirty days where no term is known. */
export function dueDay(draft: Draft, day: string, termId: string | undefined): string {
  const given = dayAt(draft.fields, "DueDate");
  if (given !== undefined) return given;
  const term = draft.state.read("Term", termId ?? "3");
  return addDays(day, term === undefined ? 30 : (numberAt(term, "DueDays") ?? 30));
}

export function completeInvoice(draft: Draft): Record<string, unknown> {
  const made = form(draft, "always", true);
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
    ...totals(draft, made, {
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
  const made = form(draft, "whenAny", false);
  const funds = draft.state.chart.findSystem("UndepositedFunds");
  return {
    ...totals(draft, made, {}),
    Balance: 0,
    ...picked(draft.fields, ["PaymentMethodRef", "PaymentRefNum", "CreditCardPayment"]),
    DepositToAccountRef:
      draft.fields["DepositToAccountRef"] ??
      (funds === undefined ? undefined : draft.state.refs.find("Account", funds.id)),
  };
}

export function completeCreditMemo(draft: Draft): Record<string, unknown> {
  const made = form(draft, "whenAny", true);
  const remaining = Math.max(0, made.totalCents - settledCents(draft.before)) / 100;
  return {
    RemainingCredit: remaining,
    ...totals(draft, made, {}),
    ...picked(draft.fields, ["PaymentMethodRef", "InvoiceRef"]),
    Balance: remaining,
  };
}

export function completeRefundReceipt(draft: Draft): Record<string, unknown> {
  const made = form(draft, "whenAny", false);
  if (draft.fields["DepositToAccountRef"] === undefined) refuse(faults.required("DepositToAccountRef"));
  return {
    ...totals(draft, made, {}),
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
  const made = form(draft, "always", true);
  const status = textAt(draft.fields, "TxnStatus") ?? "Pending";
  if (!estimateStates.has(status)) refuse(faults.invalidEnumeration("TxnStatus", status));
  return {
    ...totals(draft, made, {
      TxnStatus: status,
      ...picked(draft.fields, ["ExpirationDate", "AcceptedBy", "AcceptedDate", "DueDate"]),
    }),
  };
}
