// The bank and the ledger: deposits with cash back, cards paid, journal entries that touch receivables and payables.

import { accountIds } from "../chart-of-accounts.ts";
import { amountOf, type Past } from "./past.ts";

export function bankingHistory(past: Past): void {
  const service = past.item("Service");
  const checking = { value: accountIds.checking };

  past.at(0.34);
  const receipt = past.save("SalesReceipt", {
    CustomerRef: past.customer(5),
    TxnDate: past.today,
    Line: [past.sale(service, 3, 74)],
  });
  const payment = past.save("Payment", { CustomerRef: past.customer(6), TotalAmt: 86.4 });
  past.at(0.35);
  past.save("Deposit", {
    DepositToAccountRef: checking,
    TxnDate: past.today,
    PrivateNote: "Branch deposit",
    CashBack: { AccountRef: { value: "1150040003" }, Amount: 50, Memo: "Petty cash" },
    Line: [
      {
        Amount: amountOf(receipt, "TotalAmt"),
        LinkedTxn: [{ TxnId: receipt.Id, TxnType: "SalesReceipt", TxnLineId: "0" }],
      },
      {
        Amount: amountOf(payment, "TotalAmt"),
        LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment", TxnLineId: "0" }],
      },
      {
        Amount: 200,
        Description: "Owner's money",
        DetailType: "DepositLineDetail",
        DepositLineDetail: {
          AccountRef: { value: accountIds.openingBalanceEquity },
          PaymentMethodRef: { value: "1" },
        },
      },
    ],
  });

  past.at(0.45);
  past.save("Transfer", {
    FromAccountRef: checking,
    ToAccountRef: { value: accountIds.savings },
    Amount: 800,
    TxnDate: past.today,
    PrivateNote: "Rainy day",
  });
  past.save("CreditCardPaymentTxn", {
    CreditCardAccountRef: { value: accountIds.mastercard },
    BankAccountRef: checking,
    Amount: 52.14,
    TxnDate: past.today,
  });

  past.at(0.55);
  const side = (PostingType: "Debit" | "Credit", account: string, Amount: number, more: object = {}) => ({
    Amount,
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: { PostingType, AccountRef: { value: account }, ...more },
  });
  const firstClass = past.blueprint.classes[0];
  const firstDepartment = past.blueprint.departments[0];
  past.save("JournalEntry", {
    TxnDate: past.today,
    PrivateNote: "Opening balances of the loan & the truck",
    Line: [
      side("Debit", "38", 13_495, { ClassRef: firstClass }),
      side("Credit", accountIds.notesPayable, 10_000),
      side("Credit", accountIds.openingBalanceEquity, 3_495, { DepartmentRef: firstDepartment }),
    ],
  });
  past.save("JournalEntry", {
    TxnDate: past.today,
    Adjustment: true,
    Line: [
      side("Debit", accountIds.receivable, 35, { Entity: { Type: "Customer", EntityRef: past.customer(7) } }),
      side("Credit", accountIds.services, 35),
      side("Debit", "21", 18.08),
      side("Credit", accountIds.payable, 18.08, { Entity: { Type: "Vendor", EntityRef: past.vendor(7) } }),
    ],
  });
}

/** Documents in other currencies, settled at another day's rate. */
export function currencyHistory(past: Past): void {
  const [currency] = past.blueprint.profile.currencies;
  const customer = past.blueprint.customers.find((party) => party.currency === currency);
  const vendor = past.blueprint.vendors.find((party) => party.currency === currency);
  if (customer === undefined || vendor === undefined) return;
  const service = past.item("Service");
  past.at(0.7);
  const invoice = past.save("Invoice", {
    CustomerRef: { value: customer.ref.value },
    TxnDate: past.today,
    ExchangeRate: 1.08137,
    Line: [past.sale(service, 7, 133.33), past.sale(service, 1, 19.99)],
  });
  const bill = past.save("Bill", {
    VendorRef: { value: vendor.ref.value },
    TxnDate: past.today,
    ExchangeRate: 1.0791,
    Line: [past.expense("15", 431.17)],
  });
  past.at(0.74);
  const half = Math.floor(amountOf(invoice, "TotalAmt") * 50) / 100;
  past.save("Payment", {
    CustomerRef: { value: customer.ref.value },
    ExchangeRate: 1.1024,
    TotalAmt: half,
    Line: [past.applied(half, "Invoice", invoice)],
  });
  past.save("BillPayment", {
    VendorRef: { value: vendor.ref.value },
    ExchangeRate: 1.1018,
    PayType: "Check",
    CheckPayment: { BankAccountRef: { value: "1150040014" } },
    TotalAmt: amountOf(bill, "TotalAmt"),
    Line: [past.applied(amountOf(bill, "TotalAmt"), "Bill", bill)],
  });
}
