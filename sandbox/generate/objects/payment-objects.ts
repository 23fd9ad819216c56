// Customers' payments and bank deposits of the base.

import type { WireObject } from "#sandbox/company/company.ts";
import { paymentLineEx } from "#sandbox/company/payment-line-ex.ts";
import type { Ref } from "#sandbox/company/refs.ts";
import { depositedDetail } from "#sandbox/company/deposited-detail.ts";
import type { Base } from "../base.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { documentNumber } from "../document-numbers.ts";
import { kindNumber } from "../plan.ts";

export function makePayment(base: Base, row: number): WireObject {
  const customer = base.customer(row);
  const invoice = base.linked(row);
  const bits = base.bits(row, 0x9a);
  const deposit = (base.plan.depositOf[row] ?? 0) - 1;
  // One undeposited payment in five says nothing of where it went: Undeposited Funds is understood.
  const silent = base.has(row, "undeposited") && bits % 5 === 0;
  return {
    CustomerRef: customer.ref,
    ...(silent ? {} : { DepositToAccountRef: { value: depositAccount(base, row).value } }),
    ...received(base, row),
    TotalAmt: base.totalCents(row) / 100,
    UnappliedAmt: base.balanceCents(row) / 100,
    ProcessPayment: false,
    domain: "QBO",
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    TxnDate: base.date(row),
    CurrencyRef: base.currencyRef(customer.currency),
    ...(base.severalCurrencies ? { ExchangeRate: base.rate(row, customer.currency) } : {}),
    LinkedTxn: deposit < 0 ? [] : [{ TxnId: base.idOf(deposit), TxnType: "Deposit" }],
    Line:
      invoice < 0
        ? []
        : [
            {
              Amount: (base.plan.extent[row] ?? 0) / 100,
              LinkedTxn: [{ TxnId: base.idOf(invoice), TxnType: "Invoice" }],
              LineEx: paymentLineEx(
                base.idOf(invoice),
                base.totalCents(invoice),
                documentNumber("Invoice", base.plan.ordinal[invoice] ?? 0),
              ),
            },
          ],
    ARAccountRef: base.receivable(customer.currency),
  };
}

/** By what the customer paid, and the number of the check. */
function received(base: Base, row: number): { PaymentMethodRef: Ref | undefined; PaymentRefNum?: string } {
  const bits = base.bits(row, 0x9a);
  const PaymentMethodRef = base.blueprint.paymentMethods[bits % base.blueprint.paymentMethods.length];
  return bits % 3 === 0
    ? { PaymentMethodRef, PaymentRefNum: String(1_000 + (bits % 9_000)) }
    : { PaymentMethodRef };
}

export const depositAccount = (base: Base, row: number) =>
  base.has(row, "undeposited")
    ? base.account(accountIds.undepositedFunds)
    : base.bank(base.customer(row).currency);

/** What a deposit of the base adds to or takes from the receipts in it, in cents. */
export const depositExtras = { interest: 1_500, cashBack: 5_000 } as const;

export function makeDeposit(base: Base, row: number): WireObject {
  const start = base.linked(row);
  const count = base.plan.extent[row] ?? 0;
  const lines: object[] = [];
  for (let index = 0; index < count; index++) {
    const taken = base.plan.undeposited[start + index] ?? 0;
    const isPayment = base.plan.kind[taken] === kindNumber.Payment;
    lines.push({
      Amount: base.totalCents(taken) / 100,
      LinkedTxn: [
        { TxnId: base.idOf(taken), TxnType: isPayment ? "Payment" : "SalesReceipt", TxnLineId: "0" },
      ],
      ...(isPayment ? depositedDetail(received(base, taken)) : {}),
    });
  }
  if (base.has(row, "extraLine"))
    lines.push({
      Id: "1",
      LineNum: count + 1,
      Description: "Interest",
      Amount: depositExtras.interest / 100,
      DetailType: "DepositLineDetail",
      DepositLineDetail: { AccountRef: base.account("25") },
    });
  return {
    DepositToAccountRef: base.account(accountIds.checking),
    ...(base.has(row, "cashBack")
      ? {
          CashBack: {
            AccountRef: base.account("1150040003"),
            Amount: depositExtras.cashBack / 100,
            Memo: "Petty cash",
          },
        }
      : {}),
    TotalAmt: base.totalCents(row) / 100,
    ...(base.severalCurrencies ? { HomeTotalAmt: base.totalCents(row) / 100 } : {}),
    domain: "QBO",
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    TxnDate: base.date(row),
    CurrencyRef: base.currencyRef(base.homeCurrency),
    ...(base.severalCurrencies ? { ExchangeRate: 1 } : {}),
    Line: lines,
  };
}
