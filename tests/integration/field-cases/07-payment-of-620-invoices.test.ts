// Intuit allows 10,000 links in a transaction. Cut without a word in intuit/quickbooks-online-mcp-server#19
// and ninetails-io/gnucash-mcp#42.

import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { RecordLines } from "#components/records/record-lines.tsx";
import { RecordLinks } from "#components/records/record-links.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

const payment = (Id: string, Line: readonly object[], TotalAmt: number) => ({
  ...wireHeader(Id),
  TxnDate: "2026-11-11",
  PaymentRefNum: `PAY-${Id}`,
  TotalAmt,
  UnappliedAmt: 0,
  CustomerRef: { value: "1", name: "Big" },
  CurrencyRef: { value: "USD" },
  Line,
});

const html = (element: ReactNode) =>
  renderToStaticMarkup(createElement(ToastProvider, null, element)).replaceAll("<!-- -->", "");

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    Amount: Math.round(1000 + i) / 100,
    LinkedTxn: [{ TxnId: String(500000 + i), TxnType: "Invoice" }],
  }));

test.each([620, 10_000])(
  "all %i links are kept and handed out, and every line says what it pays",
  async (count) => {
    const { books, open } = await openBooks();
    await arriveRecords(books, { Payment: [payment("990010", lines(count), 8118.9)] });
    const record = await open("payment", "990010");
    expect(record.links.map(({ other, amount }) => [other.sourceId, Number(amount)])).toEqual(
      lines(count).map((line, i) => [String(500000 + i), line.Amount]),
    );
    expect(record.lines).toHaveLength(count);
    const linked = new Set(record.links.map((link) => link.linePosition));
    expect(record.lines.filter((line) => !linked.has(line.position))).toEqual([]);

    const { companyId } = books.ours;
    const page = html(createElement(RecordLines, { companyId, record }));
    expect(page).toContain(`500 of ${count.toLocaleString("en-US")} lines`);
    expect(page).toContain("Invoice with ID 500499");
    expect(html(createElement(RecordLinks, { companyId, record }))).toContain(
      `500 of ${count.toLocaleString("en-US")} linked records`,
    );
  },
);

test("a line that pays several invoices names each, and gives its amount to none", async () => {
  const { books, open } = await openBooks();
  const several = {
    Amount: 300,
    LinkedTxn: ["500001", "500002", "500003"].map((TxnId) => ({ TxnId, TxnType: "Invoice" })),
  };
  const alone = { Amount: 20, LinkedTxn: [{ TxnId: "500004", TxnType: "Invoice" }] };
  await arriveRecords(books, {
    Payment: [payment("990011", [several, alone, { ...alone, Amount: 5 }], 325)],
  });
  const record = await open("payment", "990011");
  expect(record.links.map(({ other, amount }) => [other.sourceId, amount])).toEqual([
    ["500001", null],
    ["500002", null],
    ["500003", null],
    ["500004", "20.000000"],
    ["500004", "5.000000"],
  ]);
  const { companyId } = books.ours;
  const page = html(createElement(RecordLines, { companyId, record }));
  for (const id of ["500001", "500002", "500003", "500004"]) expect(page).toContain(`Invoice with ID ${id}`);
  // Two lines of one payment for one invoice: one row with what both come to.
  expect(html(createElement(RecordLinks, { companyId, record }))).toContain("25.00");
});
