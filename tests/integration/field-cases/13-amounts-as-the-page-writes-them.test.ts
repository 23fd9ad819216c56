// A bookkeeper pastes an amount from a statement, and the search box promises to find it.

import { expect, test } from "vitest";

import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

const invoice = (Id: string, DocNumber: string, TotalAmt: number, PrivateNote?: string) => ({
  ...wireHeader(Id),
  DocNumber,
  TotalAmt,
  TxnDate: "2026-11-10",
  CustomerRef: { value: "1" },
  ...(PrivateNote === undefined ? {} : { PrivateNote }),
  Line: [],
});

// In one test, for the books are opened once and searched often.
test("an amount is found as pages, statements and spreadsheets write it, beside numbers and memos", async () => {
  const { books, search } = await openBooks();
  await arriveRecords(books, {
    Invoice: [
      invoice("99001", "HALF", 1234.5),
      invoice("99002", "EVEN", 1234),
      invoice("99003", "TENFOLD", 12345),
      invoice("99004", "NEGATIVE", -84),
      invoice("99005", "POSITIVE", 84),
      invoice("99006", "1,234.50-A", 1),
      invoice("99007", "77123450", 2, "paid $1,234.50 in cash"),
      invoice("99008", "MILLIONS", 1234567.89),
      invoice("99009", "PENNY", 0.07),
    ],
  });
  const numbers = async (text: string) =>
    (await search("invoice", text)).filter((id) => id.startsWith("9900"));
  for (const half of [
    "1234.50",
    "1234.5",
    "1 234.50",
    "1\u2009234.50",
    "1\u202f234,50 €",
    "€1.234,50",
    "USD 1234.50",
  ]) {
    expect([half, await numbers(half)]).toEqual([half, expect.arrayContaining(["99001"])]);
    expect(await numbers(half)).not.toContain("99002");
  }
  // Document numbers and memos are found by what they say, as ever.
  expect(new Set(await numbers("1,234.50"))).toEqual(new Set(["99001", "99006", "99007"]));
  expect(new Set(await numbers("$1,234.50"))).toEqual(new Set(["99001", "99007"]));
  expect(await numbers("77123450")).toEqual(["99007"]);
  expect(await numbers("HALF")).toEqual(["99001"]);
  // Without cents, any cents; never ten times as much.
  expect(new Set(await numbers("1,234"))).toEqual(new Set(["99001", "99002", "99006", "99007"]));
  for (const whole of ["$1,234", "1234"]) {
    expect([whole, new Set(await numbers(whole))]).toEqual([whole, new Set(["99001", "99002", "99007"])]);
  }
  for (const either of ["(84.00)", "-84.00", "\u221284.00", "84.00", "($84.00)", "-$84.00", "84.00-"]) {
    expect([either, new Set(await numbers(either))]).toEqual([either, new Set(["99004", "99005"])]);
  }
  for (const millions of ["1,234,567.89", "1.234.567,89", "$1,234,567.89", "1'234'567.89", "12,34,567.89"]) {
    expect([millions, await numbers(millions)]).toEqual([millions, ["99008"]]);
  }
  expect(await numbers("0.07")).toEqual(["99009"]);
  expect(await numbers("$.07")).toEqual(["99009"]);
  expect(await numbers("HALF 1234.50")).toEqual([]);
});
