// Purchase.Credit=true turns both sides around, and the amount in the JSON stays positive. Seen in
// laf-rge/quickbooks-mcp#33, fivetran/dbt_quickbooks#91, python-quickbooks#181.

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { RecordTable } from "#components/records/record-table.tsx";
import { RecordFacts } from "#components/records/record-facts.tsx";
import { RecordMarks } from "#components/records/record-marks.tsx";
import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

const purchase = (Id: string, DocNumber: string, Credit: unknown) => ({
  ...wireHeader(Id),
  PaymentType: "CreditCard",
  ...(Credit === undefined ? {} : { Credit }),
  DocNumber,
  TxnDate: "2026-11-20",
  TotalAmt: 61.33,
  AccountRef: { value: "41", name: "Mastercard" },
  EntityRef: { value: "56", name: "Hardware Store", type: "Vendor" },
  CurrencyRef: { value: "USD", name: "United States Dollar" },
  Line: [
    {
      Id: "1",
      Amount: 61.33,
      DetailType: "AccountBasedExpenseLineDetail",
      AccountBasedExpenseLineDetail: { AccountRef: { value: "7", name: "Advertising" } },
    },
  ],
});

test("a refund on a card is a credit by sign and word, in the list and on its page; the charge is none", async () => {
  const { books, list, open } = await openBooks();
  await arriveRecords(books, {
    Purchase: [
      purchase("9561", "CH-1", false),
      purchase("9562", "RF-1", true),
      purchase("9563", "RF-2", undefined),
    ],
  });
  const found = await list("purchase", { search: "61.33" });
  const shown = new Map(found.records.map((one) => [one.title, [one.amount, one.isCredit]]));
  expect(shown).toEqual(
    new Map([
      ["CH-1", ["61.330000", false]],
      ["RF-1", ["-61.330000", true]],
      ["RF-2", ["61.330000", false]],
    ]),
  );
  const { companyId } = books.ours;
  const rows = renderToStaticMarkup(
    createElement(RecordTable, {
      companyId,
      recordType: "purchase",
      homeCurrency: "USD",
      records: found.records.filter(({ title }) => title === "RF-1"),
      lit: -1,
    }),
  );
  expect(rows).toContain("(61.33)");
  expect(rows).toContain("Credit");

  const record = await open("purchase", "9562");
  expect(record.lines.map(({ amount }) => amount)).toEqual(["-61.330000"]);
  const page = renderToStaticMarkup(
    createElement("div", null, [
      createElement(RecordFacts, { key: 1, companyId, homeCurrency: "USD", record }),
      createElement(RecordMarks, { key: 2, record, chip: true }),
    ]),
  );
  expect(page).toContain("(61.33)");
  expect(page).toContain("Credit");
});

test.each([
  ["credit_memo", "CreditMemo", "Credit"],
  ["vendor_credit", "VendorCredit", "Credit"],
  ["refund_receipt", "RefundReceipt", "Refund"],
] as const)("a %s is a credit by sign and word", async (recordType, entity, word) => {
  const { books, list, open } = await openBooks();
  await arriveRecords(books, {
    [entity]: [
      {
        ...wireHeader("9570"),
        DocNumber: "CR-1",
        TxnDate: "2026-11-20",
        TotalAmt: 84,
        Balance: 20,
        RemainingCredit: 20,
        CustomerRef: { value: "1" },
        VendorRef: { value: "56", name: "Hardware Store" },
        CurrencyRef: { value: "USD" },
        Line: [],
      },
    ],
  });
  const found = await list(recordType, { search: "(84.00)" });
  expect(
    found.records.map(({ title, amount, balance, isCredit }) => [title, amount, balance, isCredit]),
  ).toEqual([["CR-1", "-84.000000", "-20.000000", true]]);
  const record = await open(recordType, "9570");
  expect(renderToStaticMarkup(createElement(RecordMarks, { record }))).toContain(word);
});

test("the two sides of a credit card's payment are named: the bank account and the card", async () => {
  const { books, list, open } = await openBooks();
  const [bank, card] = ["Bank", "Credit Card"].map((type) =>
    [...books.company.scan("Account", { order: "id" })].find((one) => one["AccountType"] === type),
  );
  await arriveRecords(books, {
    CreditCardPayment: [
      {
        ...wireHeader("9580"),
        TxnDate: "2026-11-20",
        Amount: 250,
        BankAccountRef: { value: bank?.Id },
        CreditCardAccountRef: { value: card?.Id },
      },
    ],
  });
  const record = await open("credit_card_payment", "9580");
  expect([record.account?.name, record.otherAccount?.name]).toEqual([
    bank?.["FullyQualifiedName"],
    card?.["FullyQualifiedName"],
  ]);
  const page = renderToStaticMarkup(
    createElement(RecordFacts, { companyId: books.ours.companyId, homeCurrency: "USD", record }),
  );
  expect(page).toContain("Paid from");
  expect(page).toContain("Credit card");
  expect((await list("credit_card_payment")).records[0]?.party).toBe(
    `${String(bank?.["FullyQualifiedName"])} to ${String(card?.["FullyQualifiedName"])}`,
  );
});
