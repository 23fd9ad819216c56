// Invoices, sales receipts, credit memos, refund receipts and estimates of the base, as Intuit sends them.

import type { WireObject } from "#sandbox/company/company.ts";
import { dayText } from "#sandbox/company/wire-time.ts";
import type { Base } from "../base.ts";
import type { Party } from "../blueprint.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { documentNumber } from "../document-numbers.ts";
import { type Sale, saleOf } from "../planned-sale.ts";
import { saleLineArray, saleTaxDetail } from "./sale-line-objects.ts";

const customField = [{ DefinitionId: "1", Name: "Crew #", Type: "StringType" }];

const memo = { value: "Thank you for your business and have a great day!" };

/** A wire object that is still being put together. */
type OpenObject = WireObject & Record<string, unknown>;

interface Draft {
  readonly head: OpenObject;
  readonly sale: Sale;
  readonly customer: Party;
  readonly rate: number;
}

/** The part that all five sales forms have in common, up to and with the totals. */
function form(
  base: Base,
  row: number,
  docNumber: string,
  linked: readonly object[] | undefined,
  size: "full" | "small",
  own: Record<string, unknown>,
): Draft {
  const customer = base.customer(row);
  const voided = base.has(row, "voided");
  const sale = saleOf(base.blueprint, row, customer.taxCode, size);
  const rate = base.rate(row, customer.currency);
  const head: OpenObject = {
    ...own,
    domain: "QBO",
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    CustomField: customField,
    DocNumber: docNumber,
    TxnDate: base.date(row),
  };
  const bits = base.bits(row, 0x0f);
  if ((bits & 3) === 0)
    head["DepartmentRef"] = base.blueprint.departments[bits % base.blueprint.departments.length];
  head["CurrencyRef"] = base.currencyRef(customer.currency);
  if (base.severalCurrencies) head["ExchangeRate"] = rate;
  if (base.blueprint.vat !== undefined) head["GlobalTaxCalculation"] = "TaxExcluded";
  if (voided) head["PrivateNote"] = "Voided";
  else if (bits % 9 === 1) head["PrivateNote"] = `Job sheet ${bits % 10_000}`;
  if (linked !== undefined) head["LinkedTxn"] = linked;
  head["Line"] = saleLineArray(base, row, sale, voided);
  head["TxnTaxDetail"] = saleTaxDetail(base, sale, voided);
  head["CustomerRef"] = customer.ref;
  if (bits % 2 === 0) head["CustomerMemo"] = memo;
  if (customer.isProject) head["ProjectRef"] = customer.ref;
  head["BillAddr"] = customer.address;
  head["ShipAddr"] = customer.address;
  return { head, sale, customer, rate };
}

function totals(base: Base, row: number, { head, rate }: Draft): void {
  const cents = base.totalCents(row);
  head["TotalAmt"] = cents / 100;
  if (base.severalCurrencies) head["HomeTotalAmt"] = base.home(cents, rate) / 100;
  head["ApplyTaxAfterDiscount"] = false;
  head["PrintStatus"] = "NeedToPrint";
}

function email(draft: Draft, row: number): void {
  draft.head["EmailStatus"] = row % 5 === 0 && draft.customer.email !== undefined ? "EmailSent" : "NotSet";
  if (draft.customer.email !== undefined) draft.head["BillEmail"] = { Address: draft.customer.email };
}

const depositLink = (base: Base, row: number): object[] => {
  const deposit = (base.plan.depositOf[row] ?? 0) - 1;
  return deposit < 0 ? [] : [{ TxnId: base.idOf(deposit), TxnType: "Deposit" }];
};

export function makeInvoice(base: Base, row: number): WireObject {
  const payment = base.linked(row);
  const linked = payment < 0 ? [] : [{ TxnId: base.idOf(payment), TxnType: "Payment" }];
  const draft = form(base, row, documentNumber("Invoice", base.plan.ordinal[row] ?? 0), linked, "full", {
    AllowIPNPayment: false,
    AllowOnlinePayment: false,
    AllowOnlineCreditCardPayment: false,
    AllowOnlineACHPayment: false,
  });
  const term = base.blueprint.terms[draft.customer.term];
  draft.head["SalesTermRef"] = term?.ref;
  draft.head["DueDate"] = dayText(base.dayOf(row) + (term?.dueDays ?? 30));
  totals(base, row, draft);
  email(draft, row);
  const balance = base.balanceCents(row);
  draft.head["Balance"] = balance / 100;
  if (base.severalCurrencies) draft.head["HomeBalance"] = base.home(balance, draft.rate) / 100;
  return draft.head;
}

export function makeSalesReceipt(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("SalesReceipt", base.plan.ordinal[row] ?? 0),
    depositLink(base, row),
    "full",
    {},
  );
  totals(base, row, draft);
  email(draft, row);
  draft.head["Balance"] = 0;
  const bits = base.bits(row, 0xde);
  draft.head["PaymentMethodRef"] = base.blueprint.paymentMethods[bits % base.blueprint.paymentMethods.length];
  if (bits % 3 === 0) draft.head["PaymentRefNum"] = String(10_000 + (bits % 80_000));
  draft.head["DepositToAccountRef"] = base.has(row, "undeposited")
    ? base.account(accountIds.undepositedFunds)
    : base.bank(draft.customer.currency);
  return draft.head;
}

export function makeCreditMemo(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("CreditMemo", base.plan.ordinal[row] ?? 0),
    undefined,
    "small",
    {
      RemainingCredit: base.balanceCents(row) / 100,
    },
  );
  totals(base, row, draft);
  email(draft, row);
  draft.head["Balance"] = base.balanceCents(row) / 100;
  return draft.head;
}

export function makeRefundReceipt(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("RefundReceipt", base.plan.ordinal[row] ?? 0),
    undefined,
    "small",
    {},
  );
  totals(base, row, draft);
  draft.head["Balance"] = 0;
  draft.head["PaymentMethodRef"] = base.blueprint.paymentMethods[0];
  draft.head["DepositToAccountRef"] = base.bank(draft.customer.currency);
  return draft.head;
}

export function makeEstimate(base: Base, row: number): WireObject {
  const draft = form(base, row, documentNumber("Estimate", base.plan.ordinal[row] ?? 0), [], "full", {});
  draft.head["TxnStatus"] = ["Pending", "Accepted", "Closed", "Rejected"][base.bits(row, 0xe5) % 4];
  draft.head["ExpirationDate"] = dayText(base.dayOf(row) + 30);
  totals(base, row, draft);
  email(draft, row);
  return draft.head;
}
