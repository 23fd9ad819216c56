// TotalAmt is net of CashBack, and lines that take a receipt in have no detail (python-quickbooks#329).

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { RecordLines } from "#components/records/record-lines.tsx";
import { RecordFacts } from "#components/records/record-facts.tsx";
import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

test.each([
  ["a number", 50],
  ["text", "50.00"],
])(
  "a deposit's page adds up: its lines less the cash back, which is %s, are its total",
  async (_, cashBack) => {
    const { books, open } = await openBooks();
    await arriveRecords(books, {
      Deposit: [
        {
          ...wireHeader("990160"),
          TxnDate: "2026-11-13",
          TotalAmt: 430,
          DepositToAccountRef: { value: "35", name: "Checking" },
          CashBack: { AccountRef: { value: "990004", name: "Petty Cash" }, Amount: cashBack, Memo: "till" },
          CurrencyRef: { value: "USD" },
          Line: [
            { Amount: 300, LinkedTxn: [{ TxnId: "990150", TxnType: "Payment", TxnLineId: "0" }] },
            {
              Id: "2",
              LineNum: 1,
              Amount: 200,
              DetailType: "DepositLineDetail",
              DepositLineDetail: {
                Entity: { value: "990001", name: "A customer", type: "CUSTOMER" },
                AccountRef: { value: "990002", name: "Services" },
              },
            },
            {
              Id: "3",
              LineNum: 2,
              Amount: -20,
              Description: "card fee",
              DetailType: "DepositLineDetail",
              DepositLineDetail: { AccountRef: { value: "990007", name: "Bank Charges" } },
            },
          ],
        },
      ],
    });
    const record = await open("deposit", "990160");
    expect(record.cashBack).toMatchObject({ account: { name: "Petty Cash" }, memo: "till" });
    const sum = record.lines.reduce((total, line) => total + Number(line.amount), 0);
    expect(sum - Number(record.cashBack?.amount)).toBe(Number(record.amount));
    const { companyId } = books.ours;
    const page = renderToStaticMarkup(createElement(RecordLines, { companyId, record })).replaceAll(
      "<!-- -->",
      "",
    );
    for (const words of [
      "Cash back to",
      "Petty Cash",
      "till",
      "(50.00)",
      "Payment with ID 990150",
      "300.00",
      "430.00",
    ]) {
      expect(page).toContain(words);
    }
    for (const words of ["A customer", "Services", "Bank Charges", "(20.00)"]) expect(page).toContain(words);
    const header = renderToStaticMarkup(
      createElement(RecordFacts, { companyId, record, homeCurrency: "USD" }),
    ).replaceAll("<!-- -->", "");
    expect(header).toContain("Cash back");
    expect(header).toContain("430.00");
  },
);

test("a deposit without cash back shows none", async () => {
  const { open, list } = await openBooks();
  const { records } = await list("deposit");
  const [first] = records;
  if (!first) throw new Error("no deposit");
  expect((await open("deposit", first.sourceId)).cashBack).toBeNull();
});
