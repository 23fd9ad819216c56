// Every generated company, whatever its country and size, holds the records that a strict reader refuses.

import { describe, expect, test } from "vitest";

import type { CompanySpec, WireObject } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { at } from "../support/client-of.ts";

type Profile = NonNullable<CompanySpec["profile"]>;

const nowMs = Date.parse("2026-11-20T18:00:00Z");
const profiles = ["landscaper", "restaurant", "shop", "agency", "bindery", "winery"] as const;
const cases: readonly (readonly [Profile, CompanySpec["size"]])[] = [
  ...profiles.map((profile) => [profile, "small"] as const),
  ["agency", "medium"],
];

describe.each(cases)("a company of the profile %s, %s", (profile, size) => {
  const company = openCompany({ realmId: "9130", seed: 11, index: 0, size, profile }, { now: () => nowMs });
  const all = (entity: string): WireObject[] => [...company.scan(entity, { order: "id" })];
  const linesOf = (entity: string) => all(entity).flatMap((row) => row["Line"] as WireObject[]);

  test("has the made-up tax codes if it is in the United States", () => {
    const bare = all("TaxCode").filter((row) => row.SyncToken === undefined);
    expect(bare.map(({ Id }) => Id)).toEqual(company.country === "US" ? ["NON", "TAX"] : []);
  });

  test("has a note of 2,000 characters in Chinese", () => {
    const longest = all("Attachable")
      .map((row) => String(row["Note"]))
      .find((note) => note.length === 2_000);
    expect(longest).toMatch(/^[一-鿿]{2000}$/);
    expect(Buffer.byteLength(longest ?? "")).toBe(6_000);
  });

  test("has payments with LineEx and without a receivable account, and deposit lines without Id", () => {
    expect(linesOf("Payment").some((line) => line["LineEx"] !== undefined)).toBe(true);
    expect(all("Payment").some((row) => row["ARAccountRef"] !== undefined)).toBe(false);
    const taken = linesOf("Deposit").filter((line) => line["LinkedTxn"] !== undefined);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.some((line) => "Id" in line || "DetailType" in line)).toBe(false);
  });

  test("has voided invoices whose lines have no price", () => {
    const voided = all("Invoice").filter((row) => String(row["PrivateNote"]).startsWith("Voided"));
    expect(voided.length).toBeGreaterThan(0);
    for (const row of voided)
      expect(at(row, "Line", 0, "SalesItemLineDetail", "UnitPrice"), row.Id).toBeUndefined();
  });

  test("has tax payments in text if it is British", () => {
    const amounts = company.offers("TaxPayment") ? all("TaxPayment").map((row) => row["PaymentAmount"]) : [];
    expect(amounts.length > 0).toBe(company.country === "GB");
    for (const amount of amounts) expect(amount).toBeTypeOf("string");
  });
});
