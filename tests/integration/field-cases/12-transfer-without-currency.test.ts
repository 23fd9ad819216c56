// Transfer often carries no CurrencyRef or ExchangeRate (fivetran/dbt_quickbooks#158).

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { RecordFacts } from "#components/records/record-facts.tsx";
import { RecordTable } from "#components/records/record-table.tsx";
import { arriveRecords, wireHeader, type ArrivingRecords } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile, type FirmBooks } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

const account = (Id: string, Name: string, currency: string) => ({
  ...wireHeader(Id),
  Name,
  FullyQualifiedName: Name,
  Active: true,
  AccountType: "Bank",
  Classification: "Asset",
  CurrencyRef: { value: currency },
});

const transfer = (Id: string, from: string, to: string) => ({
  ...wireHeader(Id),
  TxnDate: "2026-11-10",
  Amount: 1234.5,
  FromAccountRef: { value: from, name: "From, as it was" },
  ToAccountRef: { value: to, name: "To, as it was" },
  PrivateNote: "moved",
});

/** A company at home in USD with accounts in other currencies. */
async function open(records: ArrivingRecords): Promise<FirmBooks> {
  const firm = await openBooks();
  await arriveRecords(firm.books, {
    Account: [
      account("9910", "Berlin Bank", "EUR"),
      account("9911", "Berlin Savings", "EUR"),
      account("9912", "Toronto Bank", "CAD"),
      account("9913", "New York Bank", "USD"),
    ],
    ...records,
  });
  return firm;
}

test("a transfer's page names both accounts, and its amount is in their currency", async () => {
  const {
    books,
    open: openRecord,
    list,
    search,
  } = await open({ Transfer: [transfer("990001", "9910", "9911")] });
  const record = await openRecord("transfer", "990001");
  expect([record.account?.name, record.otherAccount?.name]).toEqual(["Berlin Bank", "Berlin Savings"]);
  expect([record.amount, record.currency]).toEqual(["1234.500000", "EUR"]);
  const { companyId } = books.ours;
  const page = renderToStaticMarkup(createElement(RecordFacts, { companyId, record, homeCurrency: "USD" }));
  for (const words of ["From", "Berlin Bank", "To", "Berlin Savings", "1,234.50", "EUR"])
    expect(page).toContain(words);
  expect(page).not.toContain("USD");

  const { records } = await list("transfer", { search: "Berlin Savings" });
  expect(records.map(({ sourceId, party, currency }) => [sourceId, party, currency])).toEqual([
    ["990001", "Berlin Bank to Berlin Savings", "EUR"],
  ]);
  expect(await search("transfer", "berlin bank")).toEqual(["990001"]);
  const rows = renderToStaticMarkup(
    createElement(RecordTable, { companyId, recordType: "transfer", homeCurrency: "USD", records, lit: -1 }),
  );
  for (const words of ["Berlin Bank to Berlin Savings", "EUR", "1,234.50"]) expect(rows).toContain(words);
});

describe("where a company has several currencies, an amount without one", () => {
  test.each([
    ["between accounts of two currencies has none", "9910", "9912", null],
    ["between home's and a foreign account has none", "9913", "9910", null],
    ["from an account that was never read has none", "990990", "9910", null],
    ["between accounts that were never read has none", "990990", "990991", null],
    ["between accounts in the home currency is in that", "9913", "9913", "USD"],
  ])("%s", async (_, from, to, currency) => {
    const { open: openRecord, list } = await open({ Transfer: [transfer("990002", from, to)] });
    const record = await openRecord("transfer", "990002");
    expect(record.currency).toBe(currency);
    expect([record.account, record.otherAccount].map((one) => one?.name).every(Boolean)).toBe(true);
    const { records } = await list("transfer", { search: "1,234.50" });
    expect(records.find(({ sourceId }) => sourceId === "990002")?.currency).toBe(currency);
  });

  test("is in the currency of its accounts or its party, whatever the type", async () => {
    const ref = (value: string) => ({ value });
    const journalLine = (accountId: string, PostingType: string) => ({
      Amount: 10,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: { PostingType, AccountRef: ref(accountId) },
    });
    const { open: openRecord } = await open({
      Customer: [
        {
          ...wireHeader("9920"),
          DisplayName: "Münchner",
          FullyQualifiedName: "Münchner",
          CurrencyRef: ref("EUR"),
        },
      ],
      JournalEntry: [
        {
          ...wireHeader("9930"),
          TxnDate: "2026-11-10",
          Line: [journalLine("9910", "Debit"), journalLine("9911", "Credit")],
        },
        {
          ...wireHeader("9931"),
          TxnDate: "2026-11-10",
          Line: [journalLine("9910", "Debit"), journalLine("9912", "Credit")],
        },
      ],
      Payment: [
        { ...wireHeader("9932"), TxnDate: "2026-11-10", TotalAmt: 5, CustomerRef: ref("9920"), Line: [] },
      ],
      Purchase: [
        {
          ...wireHeader("9933"),
          TxnDate: "2026-11-10",
          TotalAmt: 5,
          PaymentType: "Check",
          AccountRef: ref("9912"),
          Line: [],
        },
      ],
      Deposit: [
        {
          ...wireHeader("9934"),
          TxnDate: "2026-11-10",
          TotalAmt: 5,
          DepositToAccountRef: ref("9911"),
          Line: [],
        },
      ],
      Invoice: [
        { ...wireHeader("9935"), TxnDate: "2026-11-10", TotalAmt: 5, CustomerRef: ref("990999"), Line: [] },
      ],
    });
    expect((await openRecord("journal_entry", "9930")).currency).toBe("EUR");
    expect((await openRecord("journal_entry", "9931")).currency).toBeNull();
    expect((await openRecord("payment", "9932")).currency).toBe("EUR");
    expect((await openRecord("purchase", "9933")).currency).toBe("CAD");
    expect((await openRecord("deposit", "9934")).currency).toBe("EUR");
    expect((await openRecord("invoice", "9935")).currency).toBeNull();
  });
});

test("a time activity shows its hours and the customer, in the list and on its page", async () => {
  const { books, list, open: openRecord, search } = await openBooks();
  const activity = (Id: string, own: object) => ({
    ...wireHeader(Id),
    TxnDate: "2026-11-10",
    NameOf: "Vendor",
    VendorRef: { value: "990056", name: "A contractor" },
    CustomerRef: { value: "990001", name: "Cool Cars" },
    HourlyRate: 35,
    ...own,
  });
  await arriveRecords(books, {
    TimeActivity: [
      activity("9940", { Hours: 7, Minutes: 30 }),
      activity("9941", {
        StartTime: "2026-11-10T08:00:00-08:00",
        EndTime: "2026-11-10T12:15:00-08:00",
        BreakMinutes: 10,
      }),
    ],
  });
  const record = await openRecord("time_activity", "9940");
  expect([record.hours, record.workedForReference?.name, record.hourlyRate]).toEqual([
    "7:30",
    "Cool Cars",
    "35",
  ]);
  expect((await openRecord("time_activity", "9941")).hours).toBe("4:05");
  const { companyId } = books.ours;
  const page = renderToStaticMarkup(createElement(RecordFacts, { companyId, record, homeCurrency: "USD" }));
  for (const words of ["Hours", "7:30", "Customer", "Cool Cars", "A contractor"])
    expect(page).toContain(words);
  expect(await search("time_activity", "cool cars")).toEqual(expect.arrayContaining(["9940", "9941"]));
  const rows = renderToStaticMarkup(
    createElement(RecordTable, {
      companyId,
      recordType: "time_activity",
      homeCurrency: "USD",
      records: (await list("time_activity", { search: "contractor" })).records,
      lit: -1,
    }),
  );
  for (const words of ["Hours", "7:30", "4:05", "A contractor for Cool Cars"]) expect(rows).toContain(words);
});
