import { describe, expect, it } from "vitest";

import type { RecordType } from "#lib/books/record-type.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import type { EntityRow } from "#lib/mapping/mapped-record.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { listRecord } from "./samples.ts";

function entityOf(recordType: RecordType, members: WireRecord): EntityRow {
  const mapped = mapRecord(recordType, listRecord(members));
  if (mapped.shape !== "entity") throw new Error(`${recordType} is an entity`);
  return mapped.row;
}

const cases: readonly (readonly [RecordType, WireRecord, Partial<EntityRow>])[] = [
  [
    "account",
    {
      Name: "Savings",
      FullyQualifiedName: "Bank:Savings",
      ParentRef: { value: "3" },
      AcctNum: "1010",
      AccountType: "Bank",
      AccountSubType: "Savings",
      Classification: "Asset",
      CurrencyRef: { value: "EUR" },
      CurrentBalance: -2202.67,
      Active: true,
    },
    {
      name: "Savings",
      fullName: "Bank:Savings",
      parentSourceId: "3",
      code: "1010",
      entityType: "Bank",
      entitySubType: "Savings",
      classification: "Asset",
      currency: "EUR",
      balance: "-2202.67" as never,
    },
  ],
  [
    "customer",
    {
      DisplayName: "Amy (deleted)",
      Active: false,
      Job: true,
      ParentRef: { value: "1" },
      Balance: 0.1,
      PrimaryEmailAddr: { Address: "amy@example.com" },
      PrimaryPhone: { FreeFormNumber: "555-0100" },
    },
    // A name is kept as QuickBooks shows it, suffix and all.
    { name: "Amy (deleted)", active: false, entityType: "Job", email: "amy@example.com", phone: "555-0100" },
  ],
  ["customer", { DisplayName: "Roof", Job: true, IsProject: true }, { entityType: "Project" }],
  ["vendor", { DisplayName: "Books by Bessie", AcctNum: "1345" }, { name: "Books by Bessie", code: "1345" }],
  ["employee", { GivenName: "Emily", FamilyName: "Platt" }, { name: "Emily Platt" }],
  ["employee", { DisplayName: "E P", Mobile: { FreeFormNumber: "1" } }, { name: "E P", phone: "1" }],
  [
    "item",
    { Name: "Pump", Sku: "P-1", Type: "Inventory", QtyOnHand: 25, UnitPrice: 15.1234567 },
    { code: "P-1", entityType: "Inventory", quantityOnHand: "25" as never, unitPrice: "15.1234567" as never },
  ],
  ["class", { Name: "East", FullyQualifiedName: "Region:East" }, { fullName: "Region:East" }],
  ["department", { Name: "Shop", ParentRef: { value: "2" } }, { parentSourceId: "2" }],
  ["term", { Name: "Net 30", Type: "STANDARD" }, { entityType: "STANDARD" }],
  ["payment_method", { Name: "Visa", Type: "CREDIT_CARD" }, { entityType: "CREDIT_CARD" }],
  ["customer_type", { Name: "Retail" }, { name: "Retail", active: true }],
  ["tax_agency", { DisplayName: "Board of Equalization" }, { name: "Board of Equalization" }],
  ["tax_code", { Name: "California", Active: false }, { active: false }],
  ["tax_rate", { Name: "California", RateValue: 8, DisplayType: "ReadOnly" }, { entityType: "ReadOnly" }],
  ["company_currency", { Name: "Euro", Code: "EUR" }, { code: "EUR", currency: "EUR" }],
  ["journal_code", { Name: "VT", Type: "Sales" }, { name: "VT", entityType: "Sales" }],
  ["budget", { Name: "FY26", BudgetType: "ProfitAndLoss" }, { entityType: "ProfitAndLoss" }],
  [
    "company_info",
    { CompanyName: "Craig's", LegalName: "Craig's LLC", Email: { Address: "c@example.com" } },
    { name: "Craig's", fullName: "Craig's LLC", email: "c@example.com" },
  ],
  [
    "preferences",
    { CurrencyPrefs: { HomeCurrency: { value: "USD" } } },
    { name: "Preferences", currency: "USD" },
  ],
  ["attachable", { FileName: "a.png", ContentType: "image/png" }, { name: "a.png", entityType: "image/png" }],
  ["attachable", { Note: "Call them" }, { name: "Call them", entityType: null }],
];

describe("a name-list object", () => {
  it.each(cases)("of type %s has its columns (%#)", (recordType, members, expected) => {
    expect(entityOf(recordType, members)).toMatchObject(expected);
  });

  it("keeps its place in the history", () => {
    expect(entityOf("class", { Name: "East" })).toMatchObject({
      kind: "class",
      sourceId: "7",
      syncToken: 2,
      sourceCreatedAt: new Date("2026-03-01T16:00:00Z"),
      sourceUpdatedAt: new Date("2026-03-09T16:30:00Z"),
    });
  });

  it("is told apart by currency and day when it is an exchange rate, which has no Id", () => {
    const rate = {
      SourceCurrencyCode: "GBP",
      TargetCurrencyCode: "USD",
      Rate: 1.310264,
      AsOfDate: "2026-03-09",
      MetaData: { LastUpdatedTime: "2026-03-09T20:10:34-08:00" },
    };
    const { row } = mapRecord("exchange_rate", rate);
    expect(row).toMatchObject({ sourceId: "GBP@2026-03-09", name: "GBP to USD", unitPrice: "1.310264" });
    const { AsOfDate: _, ...undated } = rate;
    expect(mapRecord("exchange_rate", undated).row.sourceId).toBe("GBP");
  });
});
