import { describe, expect, it } from "vitest";

import type { RecordType } from "#lib/books/record-type.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import type { MappedTransaction, TransactionRow } from "#lib/mapping/mapped-record.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { itemLine, transactionRecord } from "./samples.ts";

function transactionOf(recordType: RecordType, members: WireRecord): MappedTransaction {
  const mapped = mapRecord(recordType, transactionRecord(members));
  if (mapped.shape !== "transaction") throw new Error(`${recordType} is a transaction`);
  return mapped;
}

const customer = { CustomerRef: { value: "1", name: "Amy" } };
const vendor = { VendorRef: { value: "8", name: "Bob" } };
const ofCustomer = { partyKind: "customer", partyId: "1", partyName: "Amy" } as const;
const ofVendor = { partyKind: "vendor", partyId: "8", partyName: "Bob" } as const;

const cases: readonly (readonly [RecordType, WireRecord, Partial<Record<keyof TransactionRow, unknown>>])[] =
  [
    [
      "invoice",
      {
        ...customer,
        DocNumber: "1038",
        DueDate: "2026-04-07",
        CurrencyRef: { value: "EUR" },
        ExchangeRate: 1.0934567891,
        TotalAmt: 362.07,
        HomeTotalAmt: 395.9,
        Balance: 0,
        TxnTaxDetail: { TotalTax: 26.82 },
        DepartmentRef: { value: "2" },
        PrivateNote: "by hand",
      },
      {
        ...ofCustomer,
        docNumber: "1038",
        transactionOn: "2026-03-08",
        dueOn: "2026-04-07",
        currency: "EUR",
        exchangeRate: "1.0934567891",
        totalAmount: "362.07",
        homeTotalAmount: "395.9",
        balance: "0",
        taxAmount: "26.82",
        departmentId: "2",
        memo: "by hand",
        accountId: null,
        voidedAt: null,
      },
    ],
    [
      "payment",
      { ...customer, PaymentRefNum: "77", UnappliedAmt: 5, DepositToAccountRef: { value: "4" } },
      { ...ofCustomer, docNumber: "77", balance: "5", accountId: "4" },
    ],
    [
      "sales_receipt",
      { ...customer, DepositToAccountRef: { value: "35" } },
      { ...ofCustomer, accountId: "35" },
    ],
    ["credit_memo", { ...customer, RemainingCredit: 8, Balance: 9 }, { ...ofCustomer, balance: "8" }],
    [
      "refund_receipt",
      { DepositToAccountRef: { value: "35" }, PaymentType: "Cash" },
      { paymentType: "Cash" },
    ],
    ["estimate", { ...customer, DueDate: "2026-05-01" }, { ...ofCustomer, dueOn: "2026-05-01" }],
    ["bill", { ...vendor, APAccountRef: { value: "33" }, Balance: 103.55 }, { ...ofVendor, accountId: "33" }],
    [
      "bill_payment",
      { ...vendor, PayType: "Check", CheckPayment: { BankAccountRef: { value: "35" } } },
      { ...ofVendor, paymentType: "Check", accountId: "35" },
    ],
    [
      "bill_payment",
      { PayType: "CreditCard", CreditCardPayment: { CCAccountRef: { value: "41" } } },
      { paymentType: "CreditCard", accountId: "41" },
    ],
    ["vendor_credit", { ...vendor, Balance: 1.5 }, { ...ofVendor, balance: "1.5" }],
    [
      "purchase",
      { AccountRef: { value: "42" }, PaymentType: "CreditCard", EntityRef: { value: "5", type: "Employee" } },
      { accountId: "42", paymentType: "CreditCard", partyKind: "employee", partyId: "5", partyName: null },
    ],
    ["purchase", { EntityRef: { value: "5", type: "Other" } }, { partyKind: null, partyId: null }],
    ["purchase_order", { ...vendor, APAccountRef: { value: "33" } }, ofVendor],
    [
      "deposit",
      { DepositToAccountRef: { value: "35" }, TotalAmt: 218.75 },
      { accountId: "35", partyKind: null },
    ],
    [
      "transfer",
      { FromAccountRef: { value: "35" }, ToAccountRef: { value: "36" }, Amount: 120 },
      { accountId: "35", totalAmount: "120" },
    ],
    [
      "credit_card_payment",
      { BankAccountRef: { value: "35" }, CreditCardAccountRef: { value: "41" }, Amount: 900, Memo: "card" },
      { accountId: "35", totalAmount: "900", memo: "card" },
    ],
    [
      "tax_payment",
      { TxnDate: undefined, PaymentDate: "2026-02-01", PaymentAmount: 38.4, Description: "Q1" },
      { transactionOn: "2026-02-01", totalAmount: "38.4", memo: "Q1" },
    ],
    [
      "time_activity",
      { NameOf: "Employee", EmployeeRef: { value: "55", name: "Emily" }, Description: "digging" },
      { partyKind: "employee", partyId: "55", memo: "digging", totalAmount: null },
    ],
    ["time_activity", { NameOf: "Vendor", ...vendor }, ofVendor],
    ["reimburse_charge", { ...customer, Amount: 44 }, { ...ofCustomer, totalAmount: "44" }],
  ];

describe("a transaction", () => {
  it.each(cases)("of type %s has its columns (%#)", (recordType, members, expected) => {
    expect(transactionOf(recordType, members).row).toMatchObject(expected);
  });

  it("of type inventory_adjustment has only a day as its time, and none of its making", () => {
    const { row, lines } = transactionOf("inventory_adjustment", {
      MetaData: { LastUpdatedTime: "2026-03-08" },
      AdjustAccountRef: { value: "80" },
      Line: [
        {
          Id: "1",
          DetailType: "ItemAdjustmentLineDetail",
          ItemAdjustmentLineDetail: { ItemRef: { value: "11" }, QtyDiff: -3 },
        },
      ],
    });
    expect(row).toMatchObject({
      accountId: "80",
      sourceCreatedAt: null,
      sourceUpdatedAt: new Date("2026-03-08T00:00:00Z"),
    });
    expect(lines[0]).toMatchObject({ itemId: "11", quantity: "-3", amount: null });
  });

  it("of a template comes wrapped in what it makes, and is named as the template is", () => {
    const made = transactionRecord({
      ...customer,
      TotalAmt: 50,
      RecurringInfo: { Name: "Rent", ScheduleInfo: { NextDate: "2026-04-01" } },
      Line: [itemLine()],
    });
    const mapped = mapRecord("recurring_transaction", { Invoice: made });
    expect(mapped.row).toMatchObject({
      type: "recurring_transaction",
      sourceId: "7",
      docNumber: "Rent",
      dueOn: "2026-04-01",
      totalAmount: "50",
      ...ofCustomer,
    });
    expect(JSON.parse(mapped.row.source)).toEqual({ Invoice: made });
    expect(mapped.shape === "transaction" && mapped.lines).toHaveLength(1);
  });
});

describe("a journal entry", () => {
  const line = (postingType: string, amount: number): WireRecord => ({
    Id: "0",
    Amount: amount,
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: {
      PostingType: postingType,
      AccountRef: { value: "39" },
      DepartmentRef: { value: "4" },
      Entity: { Type: "Vendor", EntityRef: { value: "8" } },
    },
  });

  it("has sides, accounts and parties on its lines, and is as large as its debits", () => {
    const entry = transactionOf("journal_entry", {
      TotalAmt: 0,
      Line: [line("Debit", 0.1), line("Debit", 0.2), line("Credit", 0.3)],
    });
    expect(entry.row.totalAmount).toBe("0.3");
    expect(entry.lines.map(({ side }) => side)).toEqual(["debit", "debit", "credit"]);
    expect(entry.lines[0]).toMatchObject({
      accountId: "39",
      departmentId: "4",
      partyKind: "vendor",
      partyId: "8",
    });
  });
});

describe("the marks of a void", () => {
  const zero = { TotalAmt: 0, Line: [itemLine({ Amount: 0 })] };

  it("are a status, or a note with nothing but zeros", () => {
    const updated = new Date("2026-03-09T16:30:00Z");
    expect(transactionOf("purchase", { status: "Voided", TotalAmt: 0 }).row.voidedAt).toEqual(updated);
    expect(transactionOf("invoice", { ...zero, PrivateNote: "Voided" }).row.voidedAt).toEqual(updated);
    expect(transactionOf("invoice", { ...zero, PrivateNote: "Voided - old note" }).row.voidedAt).toEqual(
      updated,
    );
  });

  it("are not a note alone, nor zeros alone", () => {
    const noted = { PrivateNote: "Voided the other one", TotalAmt: 12 };
    expect(transactionOf("invoice", noted).row.voidedAt).toBeNull();
    expect(transactionOf("invoice", zero).row.voidedAt).toBeNull();
    const line = { PrivateNote: "Voided", TotalAmt: 0, Line: [itemLine()] };
    expect(transactionOf("invoice", line).row.voidedAt).toBeNull();
  });
});
