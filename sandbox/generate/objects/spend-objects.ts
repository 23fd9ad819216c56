// Bills, their payments, vendor credits, purchases and purchase orders of the base.

import type { WireObject } from "#sandbox/company/company.ts";
import { nameValue } from "#sandbox/company/name-value.ts";
import type { Ref } from "#sandbox/company/refs.ts";
import { dayText } from "#sandbox/company/wire-time.ts";
import type { Base } from "../base.ts";
import type { Party } from "../blueprint.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { documentNumber } from "../document-numbers.ts";
import { isExemptSpending, spendLinesOf, spendTaxes, type SpendLine } from "../spend-lines.ts";
import { taxDetail } from "./sale-line-objects.ts";

const untaxed = { value: "NON" };

function taxCodeOf({ blueprint: { vat } }: Base, line: SpendLine): object {
  if (vat === undefined) return untaxed;
  return { value: (isExemptSpending(line) ? vat.exempt : vat.standard).ref.value };
}

/** Lines, and outside the United States the tax on them. */
function spent(base: Base, row: number, lines: readonly SpendLine[], voided = false): object {
  const Line = lineArray(base, row, lines, voided);
  if (base.blueprint.vat === undefined) return { Line };
  const TxnTaxDetail = voided ? { TotalTax: 0 } : taxDetail(spendTaxes(base.blueprint, lines));
  return { Line, GlobalTaxCalculation: "TaxExcluded", TxnTaxDetail };
}

function lineArray(base: Base, row: number, lines: readonly SpendLine[], voided = false): object[] {
  return lines.map((line, index) => {
    const shared: Record<string, unknown> = {};
    if (line.bits % 11 === 0)
      shared["ClassRef"] = base.blueprint.classes[line.bits % base.blueprint.classes.length];
    if (line.bits % 17 === 0)
      shared["CustomerRef"] =
        base.blueprint.customers[line.bits % Math.min(12, base.blueprint.customers.length)]?.ref;
    shared["BillableStatus"] = "NotBillable";
    const head = { Id: String(index + 1), LineNum: index + 1, Amount: voided ? 0 : line.amountCents / 100 };
    if (line.item === undefined)
      return {
        ...head,
        ...(line.bits % 3 === 0 ? { Description: `Ref ${line.bits % 9_999}` } : {}),
        DetailType: "AccountBasedExpenseLineDetail",
        AccountBasedExpenseLineDetail: {
          ...shared,
          AccountRef: line.account,
          TaxCodeRef: taxCodeOf(base, line),
        },
      };
    return {
      ...head,
      Description: line.item.description,
      DetailType: "ItemBasedExpenseLineDetail",
      ItemBasedExpenseLineDetail: {
        ...shared,
        ItemRef: line.item.ref,
        UnitPrice: line.rateCents / 100,
        Qty: voided ? 0 : line.quantity,
        TaxCodeRef: taxCodeOf(base, line),
      },
    };
  });
}

function common(base: Base, row: number, party: Party) {
  const bits = base.bits(row, 0x5b);
  return {
    domain: "QBO",
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    TxnDate: base.date(row),
    ...(bits % 5 === 0
      ? { DepartmentRef: base.blueprint.departments[bits % base.blueprint.departments.length] }
      : {}),
    CurrencyRef: base.currencyRef(party.currency),
    ...(base.severalCurrencies ? { ExchangeRate: base.rate(row, party.currency) } : {}),
  };
}

export type BillPayWay = "Check" | "CreditCard";

/** Foreign bills are paid by check from the bank; a card is in home currency. */
export const billPayWay = (base: Base, row: number): BillPayWay =>
  base.vendor(row).currency === base.homeCurrency && base.bits(row, 0xb9) % 10 < 3 ? "CreditCard" : "Check";

export function makeBill(base: Base, row: number): WireObject {
  const vendor = base.vendor(row);
  const payment = base.linked(row);
  const term = base.blueprint.terms[vendor.term];
  const bits = base.bits(row, 0xb1);
  const balance = base.balanceCents(row);
  return {
    DueDate: dayText(base.dayOf(row) + (term?.dueDays ?? 30)),
    Balance: balance / 100,
    ...(base.severalCurrencies
      ? { HomeBalance: base.home(balance, base.rate(row, vendor.currency)) / 100 }
      : {}),
    ...common(base, row, vendor),
    // A third of suppliers' bills are entered without their number.
    ...(bits % 3 === 0 ? {} : { DocNumber: `${100 + (bits % 900)}-${base.plan.ordinal[row] ?? 0}` }),
    ...(bits % 8 === 0 ? { PrivateNote: "Checked against delivery note" } : {}),
    LinkedTxn:
      payment < 0
        ? []
        : [
            {
              TxnId: base.idOf(payment),
              TxnType: billPayWay(base, payment) === "Check" ? "BillPaymentCheck" : "BillPaymentCreditCard",
            },
          ],
    ...spent(base, row, spendLinesOf(base.blueprint, row, "bill")),
    VendorRef: vendor.ref,
    APAccountRef: base.payable(vendor.currency),
    SalesTermRef: term?.ref,
    TotalAmt: base.totalCents(row) / 100,
  };
}

export function makeBillPayment(base: Base, row: number): WireObject {
  const vendor = base.vendor(row);
  const way = billPayWay(base, row);
  const bill = base.linked(row);
  return {
    VendorRef: vendor.ref,
    PayType: way,
    ...(way === "Check"
      ? { CheckPayment: { BankAccountRef: base.bank(vendor.currency), PrintStatus: "NotSet" } }
      : { CreditCardPayment: { CCAccountRef: base.account(accountIds.mastercard) } }),
    TotalAmt: base.totalCents(row) / 100,
    ...common(base, row, vendor),
    ...(way === "Check" ? { DocNumber: String(6_001 + (base.plan.ordinal[row] ?? 0)) } : {}),
    Line: [
      {
        Amount: (base.plan.extent[row] ?? 0) / 100,
        LinkedTxn: [{ TxnId: base.idOf(bill), TxnType: "Bill" }],
      },
    ],
    APAccountRef: base.payable(vendor.currency),
  };
}

export function makeVendorCredit(base: Base, row: number): WireObject {
  const vendor = base.vendor(row);
  return {
    ...common(base, row, vendor),
    DocNumber: `VC-${base.plan.ordinal[row] ?? 0}`,
    ...spent(base, row, spendLinesOf(base.blueprint, row, "purchase").slice(0, 1)),
    VendorRef: vendor.ref,
    APAccountRef: base.payable(vendor.currency),
    TotalAmt: base.totalCents(row) / 100,
    Balance: base.balanceCents(row) / 100,
  };
}

export interface PurchaseWay {
  readonly paymentType: "Cash" | "Check" | "CreditCard";
  readonly account: Ref;
  readonly credit: boolean;
}

/** How a purchase was paid, and whether it is money back on the card. */
export function purchaseWay(base: Base, row: number): PurchaseWay {
  const bits = base.bits(row, 0x9c);
  const { currency } = base.vendor(row);
  if (currency !== base.homeCurrency)
    return { paymentType: "Cash", account: base.bank(currency), credit: false };
  const choice = bits % 10;
  if (choice < 4) return { paymentType: "Cash", account: base.account(accountIds.checking), credit: false };
  if (choice < 6) return { paymentType: "Check", account: base.account(accountIds.checking), credit: false };
  return {
    paymentType: "CreditCard",
    account: base.account((bits >>> 8) % 3 === 0 ? accountIds.visa : accountIds.mastercard),
    credit: (bits >>> 12) % 16 === 0,
  };
}

/** QuickBooks' inner numbers of its expense forms. */
const formNumber = { Cash: "54", Check: "3", CreditCard: "54" } as const;

export function makePurchase(base: Base, row: number): WireObject {
  const vendor = base.vendor(row);
  const way = purchaseWay(base, row);
  const voided = base.has(row, "voided");
  return {
    AccountRef: way.account,
    PaymentType: way.paymentType,
    EntityRef: base.blueprint.refs.findTyped("Vendor", vendor.ref.value),
    ...(way.paymentType === "CreditCard" ? { Credit: way.credit } : {}),
    TotalAmt: base.totalCents(row) / 100,
    ...(way.paymentType === "Check" ? { PrintStatus: "NotSet" } : {}),
    PurchaseEx: {
      any: [nameValue("TxnType", way.credit ? "11" : formNumber[way.paymentType])],
    },
    ...common(base, row, vendor),
    ...(way.paymentType === "Check" ? { DocNumber: String(20_001 + (base.plan.ordinal[row] ?? 0)) } : {}),
    ...(voided ? { PrivateNote: "Voided - wrong amount", status: "Voided" } : {}),
    CustomField: [],
    ...spent(base, row, spendLinesOf(base.blueprint, row, "purchase"), voided),
  };
}

export function makePurchaseOrder(base: Base, row: number): WireObject {
  const vendor = base.vendor(row);
  return {
    ...common(base, row, vendor),
    DocNumber: documentNumber("PurchaseOrder", base.plan.ordinal[row] ?? 0),
    CustomField: [],
    LinkedTxn: [],
    ...spent(base, row, spendLinesOf(base.blueprint, row, "order")),
    VendorRef: vendor.ref,
    APAccountRef: base.payable(vendor.currency),
    VendorAddr: vendor.address,
    ShipAddr: base.blueprint.customers[0]?.address,
    POStatus: base.bits(row, 0xb0) % 3 === 0 ? "Open" : "Closed",
    EmailStatus: "NotSet",
    TotalAmt: base.totalCents(row) / 100,
  };
}
