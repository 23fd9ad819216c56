// Records of every type with odd values in them, for fast-check: what Intuit documents, each field of it
// perhaps missing, null, of another kind, too long, too large, or made of what PostgreSQL refuses.

import fc from "fast-check";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/** Nothing in it compresses: what an index cannot hold of it, it cannot hold. */
const longChinese = Array.from({ length: 2000 }, (_, index) =>
  String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
).join("");

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "10.00",
    "false",
    "1,234.50",
    true,
    0,
    -1,
    1e20,
    -1e300,
    0.123456789012345,
    999_999_999_999_999,
    "a\0b",
    "\ud83d",
    longChinese,
    "😀".repeat(3000),
    "2026-02-30",
    "0000-01-01",
    "20260-01-01",
    "2026-02-03T25:00:00+99:00",
    {},
    [],
    [null],
    { value: 5 },
    { name: "only a name" },
    { value: "a\0b", name: "\udc00" },
    { value: longChinese },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A usual value under each name that a mapping of ours reads, and a few that none does. */
const reference = { value: "35", name: "A name" };
const usualFields: Readonly<Record<string, unknown>> = {
  Name: "A name",
  DisplayName: "A name",
  FullyQualifiedName: "A parent:A name",
  CompanyName: "A name",
  FileName: "scan.pdf",
  Note: "A note",
  Active: true,
  Job: false,
  IsProject: false,
  AcctNum: "1010",
  Code: "EUR",
  Sku: "P-1",
  Type: "Inventory",
  Classification: "Asset",
  ParentRef: reference,
  CurrencyRef: { value: "USD" },
  Balance: 12.5,
  CurrentBalance: 12.5,
  QtyOnHand: 3,
  UnitPrice: 1.25,
  Rate: 1.1,
  PrimaryPhone: { FreeFormNumber: "555-0100" },
  PrimaryEmailAddr: { Address: "a@example.com" },
  CurrencyPrefs: { HomeCurrency: { value: "USD" } },
  DocNumber: "1001",
  TxnDate: "2026-03-08",
  DueDate: "2026-04-08",
  PaymentDate: "2026-03-08",
  TotalAmt: 140.25,
  HomeTotalAmt: 140.25,
  PaymentAmount: 140.25,
  Amount: 140.25,
  ExchangeRate: 1,
  TxnTaxDetail: { TotalTax: 1 },
  CustomerRef: reference,
  VendorRef: reference,
  EmployeeRef: reference,
  EntityRef: { ...reference, type: "Vendor" },
  NameOf: "Employee",
  AccountRef: reference,
  DepartmentRef: reference,
  PrivateNote: "A memo",
  PaymentType: "Check",
  LinkedTxn: [{ TxnId: "62", TxnType: "Payment", TxnLineId: "0" }],
  Line: [
    {
      Id: "1",
      Description: "Gardening",
      Amount: 140.25,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: { ItemRef: reference, Qty: 4, UnitPrice: 35.0625, TaxCodeRef: { value: "NON" } },
    },
    {
      Amount: 5,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: {
        PostingType: "Debit",
        AccountRef: reference,
        Entity: { EntityRef: reference },
      },
    },
    { Amount: 12, LinkedTxn: [{ TxnId: "62", TxnType: "Invoice" }], LineEx: { any: [] } },
  ],
  FieldOfTomorrow: "whatever",
};

const usualMetaData = {
  CreateTime: "2026-03-01T08:00:00-08:00",
  LastUpdatedTime: "2026-03-09T09:30:00-07:00",
};

/** A record of the type with nothing odd about it. */
export function usualRecord(recordType: RecordType, id: string): WireRecord {
  const record = { Id: id, SyncToken: "0", MetaData: usualMetaData, ...usualFields };
  if (recordType === "recurring_transaction") return { Invoice: record };
  if (intuitEntity(recordType).access !== "day") return record;
  const { Id: _, ...rate } = record;
  return { ...rate, SourceCurrencyCode: `C${id}`, TargetCurrencyCode: "USD", AsOfDate: "2026-03-09" };
}

/** One that has an Id, and any number of odd values: at the top, within objects, and within lines. */
export function oddRecord(recordType: RecordType, id: string): fc.Arbitrary<WireRecord> {
  const fields = { SyncToken: "0", MetaData: usualMetaData, ...usualFields };
  const members = Object.fromEntries(
    Object.entries(fields).map(([field, usual]) => [field, perhapsOdd(usual, 2)]),
  );
  return fc.record(members, { requiredKeys: [] }).map((record) => {
    const whole = { ...record, Id: id };
    if (recordType === "recurring_transaction") return { Invoice: whole };
    if (intuitEntity(recordType).access !== "day") return whole;
    return { ...record, SourceCurrencyCode: `C${id}`, AsOfDate: "2026-03-09" };
  });
}

function perhapsOdd(usual: unknown, depth: number): fc.Arbitrary<unknown> {
  const inner = depth === 0 ? fc.constant(usual) : withOddInside(usual, depth - 1);
  return fc.oneof({ arbitrary: inner, weight: 3 }, { arbitrary: oddValue, weight: 2 });
}

function withOddInside(usual: unknown, depth: number): fc.Arbitrary<unknown> {
  if (Array.isArray(usual)) return fc.tuple(...usual.map((one: unknown) => perhapsOdd(one, depth + 1)));
  if (typeof usual !== "object" || usual === null) return fc.constant(usual);
  return fc.record(
    Object.fromEntries(Object.entries(usual).map(([key, one]) => [key, perhapsOdd(one, depth)])),
    { requiredKeys: [] },
  );
}

export const isEntity = (recordType: RecordType): boolean => recordTypes[recordType].shape === "entity";
