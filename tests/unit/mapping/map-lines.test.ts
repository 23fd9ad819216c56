import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { mapRecord } from "#lib/mapping/map-record.ts";
import type { MappedTransaction } from "#lib/mapping/mapped-record.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { itemLine, transactionRecord } from "./samples.ts";

function withLines(lines: readonly WireRecord[], recordType: RecordType = "invoice"): MappedTransaction {
  const mapped = mapRecord(recordType, transactionRecord({ Line: lines }));
  if (mapped.shape !== "transaction") throw new Error(`${recordType} is a transaction`);
  return mapped;
}

describe("the lines of a transaction", () => {
  it("carry item, account, class, tax code, quantity and price", () => {
    expect(withLines([itemLine()]).lines).toEqual([
      {
        position: 0,
        lineId: "1",
        detailType: "SalesItemLineDetail",
        amount: "140.25",
        description: "Gardening",
        itemId: "6",
        accountId: "45",
        classId: "3",
        departmentId: null,
        partyKind: null,
        partyId: null,
        taxCodeId: "NON",
        quantity: "4",
        unitPrice: "35.0625",
        side: null,
      },
    ]);
  });

  it("of a group stand behind it, numbered through", () => {
    const group = {
      Id: "1",
      DetailType: "GroupLineDetail",
      GroupLineDetail: {
        GroupItemRef: { value: "20" },
        Quantity: 2,
        Line: [itemLine({ Id: "2" }), itemLine({ Id: "3" })],
      },
    };
    const { lines } = withLines([group, itemLine({ Id: "4" })]);
    expect(lines.map(({ position, lineId }) => [position, lineId])).toEqual([
      [0, "1"],
      [1, "2"],
      [2, "3"],
      [3, "4"],
    ]);
    expect(lines[0]).toMatchObject({ itemId: "20", quantity: "2" });
  });

  it("name the customer of a billable expense, the giver of a deposit and the account of a discount", () => {
    const expense = {
      Amount: 5,
      DetailType: "AccountBasedExpenseLineDetail",
      AccountBasedExpenseLineDetail: { AccountRef: { value: "7" }, CustomerRef: { value: "3" } },
    };
    const deposit = {
      Amount: 6,
      DetailType: "DepositLineDetail",
      DepositLineDetail: { AccountRef: { value: "8" }, Entity: { value: "9", type: "VENDOR" } },
    };
    const discount = {
      Amount: 7,
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { DiscountAccountRef: { value: "86" } },
    };
    expect(withLines([expense], "bill").lines[0]).toMatchObject({
      accountId: "7",
      partyKind: "customer",
      partyId: "3",
    });
    expect(withLines([deposit], "deposit").lines[0]).toMatchObject({ accountId: "8", partyKind: "vendor" });
    expect(withLines([discount]).lines[0]).toMatchObject({ accountId: "86", lineId: null });
  });

  it("that only apply a payment have no detail, and carry the link", () => {
    const line = { Amount: 55.01, LinkedTxn: [{ TxnId: "70", TxnType: "Invoice" }] };
    const { lines, links } = withLines([line], "payment");
    expect(lines[0]).toMatchObject({ detailType: "LinkedTxn", amount: "55.01" });
    expect(links).toEqual([
      {
        position: 0,
        linePosition: 0,
        linkedAs: "Invoice",
        linkedType: "invoice",
        linkedId: "70",
        linkedLineId: null,
        amount: "55.01",
      },
    ]);
  });

  it("of a kind that Intuit adds later keep their amount and their place", () => {
    const line = { Id: "1", Amount: 3, DetailType: "HolographicLineDetail", HolographicLineDetail: { X: 1 } };
    expect(withLines([line]).lines[0]).toMatchObject({ detailType: "HolographicLineDetail", amount: "3" });
  });

  it("keep amounts exactly as QuickBooks wrote them, up to 15 digits", () => {
    const cents = fc.bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 7 }), (digits, scale) => {
        const text = decimalText(digits, scale);
        const amount: unknown = JSON.parse(text);
        const [line] = withLines([itemLine({ Amount: amount })]).lines;
        expect(line?.amount).toBe(trimmed(text));
      }),
    );
  });
});

describe("the links of a transaction", () => {
  it("are numbered over the whole document, the header's first and without an amount", () => {
    const mapped = mapRecord(
      "bill_payment",
      transactionRecord({
        LinkedTxn: [{ TxnId: "1", TxnType: "Deposit" }],
        Line: [
          { Amount: 2, LinkedTxn: [{ TxnId: "2", TxnType: "Bill", TxnLineId: "4" }] },
          { Amount: 3, LinkedTxn: [{ TxnId: "3", TxnType: "VendorCredit" }] },
        ],
      }),
    );
    expect(mapped.shape === "transaction" && mapped.links).toMatchObject([
      { position: 0, linePosition: null, linkedType: "deposit", amount: null },
      { position: 1, linePosition: 0, linkedType: "bill", linkedLineId: "4", amount: "2" },
      { position: 2, linePosition: 1, linkedType: "vendor_credit", amount: "3" },
    ]);
  });

  it("know that QuickBooks calls a purchase a check or an expense, and a bill payment by how it was paid", () => {
    const words = [
      "Check",
      "Expense",
      "CreditCardCredit",
      "BillPaymentCheck",
      "BillPaymentCreditCard",
      "StatementCharge",
    ];
    const linked = words.map((word, index) => ({ TxnId: String(index), TxnType: word }));
    const mapped = mapRecord("deposit", transactionRecord({ LinkedTxn: linked }));
    expect(mapped.shape === "transaction" && mapped.links.map(({ linkedType }) => linkedType)).toEqual([
      "purchase",
      "purchase",
      "purchase",
      "bill_payment",
      "bill_payment",
      null,
    ]);
  });
});

function decimalText(digits: bigint, scale: number): string {
  const sign = digits < 0n ? "-" : "";
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = all.slice(0, all.length - scale);
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${all.slice(all.length - scale)}`;
}

function trimmed(text: string): string {
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return short === "-0" ? "0" : short;
}
