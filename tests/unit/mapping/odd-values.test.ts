import { describe, expect, it } from "vitest";

import type { RecordType } from "#lib/books/record-type.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import type { MappedRecord } from "#lib/mapping/mapped-record.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { itemLine, listRecord, transactionRecord } from "./samples.ts";

interface Noted {
  readonly path: string;
  readonly reason: string;
  readonly came: string | null;
  readonly stored: string | null;
}

function adjustmentsOf({ row }: MappedRecord): readonly Noted[] {
  return row.adjustments === null ? [] : (JSON.parse(row.adjustments) as readonly Noted[]);
}

/** Field, odd value, the column it goes to, what stands there, and where that is noted. */
type Case = readonly [RecordType, WireRecord, string, unknown, string];

const half = "\ud83d";

const transactionCases: readonly Case[] = [
  ["invoice", { TotalAmt: "10.00" }, "totalAmount", "10", "TotalAmt"],
  ["invoice", { TotalAmt: " -1,234.50 " }, "totalAmount", "-1234.5", "TotalAmt"],
  ["invoice", { TotalAmt: "1E+2" }, "totalAmount", "100", "TotalAmt"],
  ["invoice", { TotalAmt: ".5" }, "totalAmount", "0.5", "TotalAmt"],
  ["invoice", { TotalAmt: "1.234,50" }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: "twelve" }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: "" }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: true }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: { value: 1 } }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: [1] }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: 999_999_999_999_999 }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: -1e300 }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: "1e400" }, "totalAmount", null, "TotalAmt"],
  ["invoice", { TotalAmt: 99_999_999_999_999.98 }, "totalAmount", "99999999999999.98", "TotalAmt"],
  ["invoice", { ExchangeRate: 12_345_678_901 }, "exchangeRate", null, "ExchangeRate"],
  ["invoice", { TxnDate: "2026-02-30" }, "transactionOn", null, "TxnDate"],
  ["invoice", { TxnDate: "0000-01-01" }, "transactionOn", null, "TxnDate"],
  ["invoice", { TxnDate: "20260-01-01" }, "transactionOn", null, "TxnDate"],
  ["invoice", { TxnDate: 20260308 }, "transactionOn", null, "TxnDate"],
  ["invoice", { TxnDate: "" }, "transactionOn", null, "TxnDate"],
  ["invoice", { TxnDate: "2026-03-08T10:00:00-08:00" }, "transactionOn", "2026-03-08", "TxnDate"],
  ["invoice", { DueDate: "0000-00-00" }, "dueOn", null, "DueDate"],
  ["invoice", { CustomerRef: "5" }, "partyId", "5", "CustomerRef"],
  ["invoice", { CustomerRef: 5 }, "partyId", "5", "CustomerRef"],
  ["invoice", { CustomerRef: { value: 5 } }, "partyId", "5", "CustomerRef.value"],
  ["invoice", { CustomerRef: { name: "Amy" } }, "partyName", "Amy", "CustomerRef.value"],
  ["invoice", { CustomerRef: [] }, "partyId", null, "CustomerRef"],
  ["invoice", { CustomerRef: { value: "9".repeat(300) } }, "partyId", null, "CustomerRef.value"],
  ["invoice", { CurrencyRef: "USD" }, "currency", "USD", "CurrencyRef"],
  ["invoice", { DocNumber: 1001 }, "docNumber", "1001", "DocNumber"],
  ["invoice", { DocNumber: false }, "docNumber", "false", "DocNumber"],
  ["invoice", { DocNumber: ["1001"] }, "docNumber", null, "DocNumber"],
  ["invoice", { PrivateNote: "a\0b" }, "memo", "a\uFFFDb", "PrivateNote"],
  ["invoice", { PrivateNote: `a${half}` }, "memo", "a\uFFFD", "PrivateNote"],
  ["invoice", { TxnTaxDetail: "none" }, "taxAmount", null, "TxnTaxDetail"],
  ["invoice", { TxnTaxDetail: { TotalTax: "1.5" } }, "taxAmount", "1.5", "TxnTaxDetail.TotalTax"],
  ["invoice", { SyncToken: "9999999999" }, "syncToken", 2 ** 31 - 1, "SyncToken"],
  ["invoice", { SyncToken: "x" }, "syncToken", 0, "SyncToken"],
  ["invoice", { SyncToken: -1 }, "syncToken", 0, "SyncToken"],
  ["invoice", { SyncToken: {} }, "syncToken", 0, "SyncToken"],
  ["tax_payment", { PaymentAmount: "10.00" }, "totalAmount", "10", "PaymentAmount"],
  ["time_activity", { NameOf: "Robot", EmployeeRef: { value: "4" } }, "partyId", "4", "NameOf"],
];

const listCases: readonly Case[] = [
  ["class", { Name: "East", Active: "false" }, "active", false, "Active"],
  ["class", { Name: "East", Active: 0 }, "active", false, "Active"],
  ["class", { Name: "East", Active: "TRUE" }, "active", true, "Active"],
  ["class", { Name: "East", Active: "maybe" }, "active", true, "Active"],
  ["class", { Name: "East", Active: {} }, "active", true, "Active"],
  ["class", { Name: 12 }, "name", "12", "Name"],
  ["class", {}, "name", "Class 7", "Name"],
  ["class", { Name: null, FullyQualifiedName: "Region:East" }, "name", "Region:East", "Name"],
  ["class", { Name: " " }, "name", "Class 7", "Name"],
  ["customer", { DisplayName: "", GivenName: "Amy", FamilyName: "Lau" }, "name", "Amy Lau", "Name"],
  ["employee", {}, "name", "Employee 7", "Name"],
  ["company_info", { LegalName: "Craig's LLC" }, "name", "Craig's LLC", "Name"],
  ["class", { Name: "x".repeat(501) }, "name", `${"x".repeat(499)}…`, "Name"],
  // A character of two units is not cut in two.
  ["class", { Name: `${"x".repeat(498)}😀${"x".repeat(9)}` }, "name", `${"x".repeat(498)}…`, "Name"],
  ["customer", { DisplayName: "Amy", Job: "true" }, "entityType", "Job", "Job"],
  ["customer", { DisplayName: "Amy", PrimaryPhone: "555" }, "phone", null, "PrimaryPhone"],
  [
    "customer",
    { DisplayName: "Amy", PrimaryPhone: { FreeFormNumber: 5 } },
    "phone",
    "5",
    "PrimaryPhone.FreeFormNumber",
  ],
  ["item", { Name: "Pump", QtyOnHand: "3" }, "quantityOnHand", "3", "QtyOnHand"],
  ["item", { Name: "Pump", UnitPrice: 1.234567891 }, "unitPrice", "1.234567891", "UnitPrice"],
];

const fieldsOf = (mapped: MappedRecord): Readonly<Record<string, unknown>> => ({ ...mapped.row });

describe("an odd value", () => {
  it.each(transactionCases)(
    "of %s %j goes to %s as %j and is noted",
    (recordType, members, column, stored, path) => {
      const raw = transactionRecord(members);
      const mapped = mapRecord(recordType, raw);
      expect(fieldsOf(mapped)[column]).toBe(stored);
      expect(adjustmentsOf(mapped).map((one) => one.path)).toEqual([path]);
      expect(JSON.parse(mapped.row.source)).toEqual(JSON.parse(JSON.stringify(raw)));
    },
  );

  it.each(listCases)(
    "of %s %j goes to %s as %j and is noted",
    (recordType, members, column, stored, path) => {
      const mapped = mapRecord(recordType, listRecord(members));
      expect(fieldsOf(mapped)[column]).toBe(stored);
      expect(adjustmentsOf(mapped).map((one) => one.path)).toEqual([path]);
    },
  );

  it("is noted with what came, what was stored and why", () => {
    const mapped = mapRecord("tax_payment", transactionRecord({ PaymentAmount: "10.00", Refund: "false" }));
    expect(adjustmentsOf(mapped)).toEqual([
      {
        path: "PaymentAmount",
        reason: "Text came where a number is expected.",
        came: '"10.00"',
        stored: "10",
      },
    ]);
  });

  it("is noted in a form that PostgreSQL's jsonb takes, and no longer than can be read", () => {
    const lines = Array.from({ length: 300 }, () => itemLine({ Amount: "?", Description: `\0${half}` }));
    const { row } = mapRecord("invoice", transactionRecord({ Line: lines, PrivateNote: "\0".repeat(9000) }));
    expect(row.adjustments).not.toMatch(/(?<!\\)\\u0000/);
    expect(row.adjustments?.isWellFormed()).toBe(true);
    expect(adjustmentsOf({ ...mapRecord("invoice", transactionRecord({ Line: lines })) })).toHaveLength(51);
    expect(row.adjustments?.length).toBeLessThan(30_000);
  });

  it.each([
    ["missing", undefined],
    ["null", null],
  ])("is none where a field is %s: that is how Intuit leaves fields out", (_how, value) => {
    const fields = ["SyncToken", "DocNumber", "TotalAmt", "CustomerRef", "Line", "LinkedTxn", "TxnTaxDetail"];
    const members = Object.fromEntries(fields.map((field) => [field, value]));
    expect(adjustmentsOf(mapRecord("invoice", transactionRecord(members)))).toEqual([]);
  });
});

describe("lines and links", () => {
  function mapLines(members: WireRecord, recordType: RecordType = "invoice") {
    const mapped = mapRecord(recordType, transactionRecord(members));
    if (mapped.shape !== "transaction") throw new Error("a transaction");
    return { ...mapped, noted: adjustmentsOf(mapped).map((one) => one.path) };
  }

  it("that are no list, or hold what is no object, are taken as far as they go", () => {
    expect(mapLines({ Line: "none" })).toMatchObject({ lines: [], noted: ["Line"] });
    expect(mapLines({ Line: {} })).toMatchObject({ lines: [], noted: ["Line"] });
    expect(mapLines({ Line: itemLine() })).toMatchObject({ lines: [{ position: 0, amount: "140.25" }] });
    const mixed = mapLines({ Line: [null, itemLine(), 3, itemLine({ Amount: "7" })] });
    expect(mixed.lines.map((line) => [line.position, line.amount])).toEqual([
      [0, "140.25"],
      [1, "7"],
    ]);
    expect(mixed.noted).toEqual(["Line", "Line[1].Amount"]);
  });

  it("without DetailType are told by their detail, or else carry their amount", () => {
    const { DetailType: _, ...untold } = itemLine();
    expect(mapLines({ Line: [untold] }).lines).toMatchObject([
      { detailType: "SalesItemLineDetail", itemId: "6" },
    ]);
    const deposit = {
      Amount: 218.75,
      LinkedTxn: [{ TxnId: "12", TxnType: "Payment", TxnLineId: "0" }],
      DepositLineDetail: { PaymentMethodRef: { value: "2" }, CheckNum: "88" },
    };
    expect(mapLines({ Line: [deposit] }, "deposit")).toMatchObject({
      lines: [{ lineId: null, detailType: "LinkedTxn", amount: "218.75" }],
      links: [{ linkedType: "payment", linkedId: "12", amount: "218.75" }],
      noted: [],
    });
  });

  it("of a voided invoice have a quantity of 0 and no price, and nothing is noted", () => {
    const detail = { ItemRef: { value: "6" }, Qty: 0 };
    const voided = { Amount: 0, DetailType: "SalesItemLineDetail", SalesItemLineDetail: detail };
    const { lines, noted, row } = mapLines({ Line: [voided], PrivateNote: "Voided", TotalAmt: 0 });
    expect(lines).toMatchObject([{ quantity: "0", unitPrice: null }]);
    expect(noted).toEqual([]);
    expect(row.voidedAt).toEqual(row.sourceUpdatedAt);
  });

  it("of a payment keep LineEx in the JSON, and need no ARAccountRef", () => {
    const any = [
      { name: "{http://schema.intuit.com/finance/v3}NameValue", value: { Name: "txnId", Value: "70" } },
    ];
    const line = { Amount: 55, LinkedTxn: [{ TxnId: "70", TxnType: "Invoice" }], LineEx: { any } };
    const { lines, links, noted, row } = mapLines({ Line: [line], TotalAmt: 55 }, "payment");
    expect(lines).toMatchObject([{ amount: "55", detailType: "LinkedTxn" }]);
    expect(links).toMatchObject([{ linkedId: "70", linkedType: "invoice" }]);
    expect(noted).toEqual([]);
    expect(JSON.parse(row.source)).toMatchObject({ Line: [{ LineEx: { any } }] });
  });

  it("lead nowhere without a TxnId and are left out; without a TxnType they lead to something", () => {
    const links = [{ TxnType: "Payment" }, { TxnId: 8 }, "9", { TxnId: "10", TxnType: "Payment" }];
    const mapped = mapLines({ LinkedTxn: links });
    expect(mapped.links.map((link) => [link.position, link.linkedAs, link.linkedId])).toEqual([
      [0, "Unknown", "8"],
      [1, "Payment", "10"],
    ]);
  });

  it("of a journal entry have no side where it is not said", () => {
    const line = (PostingType: unknown) => ({
      Amount: 5,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: { PostingType, AccountRef: { value: "1" } },
    });
    const { lines, row } = mapLines({ Line: [line("Debit"), line("credit"), line(null)] }, "journal_entry");
    expect(lines.map((one) => one.side)).toEqual(["debit", "credit", null]);
    expect(row.totalAmount).toBe("5");
  });

  it("nested in groups without end are left in the JSON", () => {
    let group: WireRecord = itemLine();
    for (let depth = 0; depth < 500; depth += 1)
      group = { DetailType: "GroupLineDetail", GroupLineDetail: { Line: [group] } };
    expect(mapLines({ Line: [group] }).lines).toHaveLength(6);
  });
});

describe("a template", () => {
  it("of what nobody knows, or without a wrapper, is taken as any transaction", () => {
    const document = transactionRecord({ TotalAmt: 5, RecurringInfo: { Name: "Rent" } });
    for (const raw of [{ Unheard: document }, { Customer: document }, document]) {
      const { row } = mapRecord("recurring_transaction", raw);
      expect(row).toMatchObject({ sourceId: "7", docNumber: "Rent", totalAmount: "5", adjustments: null });
    }
  });
});

describe("a record's place in the history", () => {
  const mapped = (members: WireRecord) => mapRecord("invoice", transactionRecord(members));

  it.each([
    [undefined],
    [null],
    [{}],
    ["2026"],
    [{ LastUpdatedTime: "2026-02-30T10:00:00Z" }],
    [{ LastUpdatedTime: "2026-02-03T25:00:00Z" }],
    [{ LastUpdatedTime: "2026-02-03T10:00:00+99:00" }],
    [{ LastUpdatedTime: "0001-01-01T00:00:00Z" }],
    [{ LastUpdatedTime: "2999-01-01T00:00:00Z" }],
    [{ LastUpdatedTime: 1774000000 }],
  ])("is the store's to find where MetaData is %j, and that is noted", (MetaData) => {
    const record = mapped({ MetaData });
    expect(record.lacks).toEqual({ time: true, token: false });
    expect(adjustmentsOf(record).length).toBeGreaterThan(0);
  });

  it("needs no SyncToken: what nobody can edit has none", () => {
    const record = mapped({ SyncToken: undefined });
    expect(record).toMatchObject({ lacks: { time: false, token: true }, row: { syncToken: 0 } });
    expect(record.row.adjustments).toBeNull();
    expect(mapped({ SyncToken: 3 }).row).toMatchObject({ syncToken: 3, adjustments: null });
  });

  it("needs no CreateTime", () => {
    const MetaData = { CreateTime: "yesterday", LastUpdatedTime: "2026-03-09T09:30:00-07:00" };
    const record = mapped({ MetaData });
    expect(record.row).toMatchObject({
      sourceCreatedAt: null,
      sourceUpdatedAt: new Date("2026-03-09T16:30:00Z"),
    });
    expect(adjustmentsOf(record).map((one) => one.path)).toEqual(["MetaData.CreateTime"]);
  });
});
