import { describe, expect, test } from "vitest";
import type { Company, WireObject } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { ledgerSums } from "./read-books.ts";

const nowMs = Date.parse("2026-11-20T18:00:00Z");
const open = (): Company =>
  openCompany({ realmId: "1", seed: 4, index: 0, size: 320, profile: "bindery" }, { now: () => nowMs });

function write(company: Company, entity: string, body: Readonly<Record<string, unknown>>): WireObject {
  const result = company.write({ entity, operation: "save", body, actor: "api" });
  if (result.kind !== "written") throw new Error(JSON.stringify(result));
  return result.object;
}

/** "Case Binding" at a price, under a code: "2" is 20 percent, "3" is 5, "4" is exempt. */
const line = (Amount: number, code?: string) => ({
  Amount,
  DetailType: "SalesItemLineDetail",
  SalesItemLineDetail: {
    ItemRef: { value: "1" },
    Qty: 1,
    UnitPrice: Amount,
    ...(code === undefined ? {} : { TaxCodeRef: { value: code } }),
  },
});

const invoice = (company: Company, GlobalTaxCalculation: string | undefined, ...Line: object[]) =>
  write(company, "Invoice", {
    CustomerRef: { value: "1" },
    Line,
    ...(GlobalTaxCalculation === undefined ? {} : { GlobalTaxCalculation }),
  });

describe("a form of a British company", () => {
  test("adds the tax of each code to amounts that exclude it, rounded once per rate", () => {
    const made = invoice(
      open(),
      "TaxExcluded",
      line(10.33, "2"),
      line(10.33, "2"),
      line(100, "3"),
      line(7, "4"),
    );
    expect(made).toMatchObject({
      GlobalTaxCalculation: "TaxExcluded",
      TotalAmt: 127.66 + 4.13 + 5,
      TxnTaxDetail: {
        TotalTax: 9.13,
        TaxLine: [
          { Amount: 4.13, TaxLineDetail: { TaxPercent: 20, NetAmountTaxable: 20.66 } },
          { Amount: 5, TaxLineDetail: { TaxPercent: 5, NetAmountTaxable: 100 } },
          { Amount: 0, TaxLineDetail: { TaxPercent: 0, NetAmountTaxable: 7 } },
        ],
      },
    });
  });

  test("takes the tax out of amounts that include it, and totals what was asked to the cent", () => {
    const company = open();
    const made = invoice(company, "TaxInclusive", line(9.99, "2"), line(9.99, "2"), line(9.99, "2"));
    expect(made["TotalAmt"]).toBe(29.97);
    expect(made["TxnTaxDetail"]).toMatchObject({ TotalTax: 4.98 });
    const lines = made["Line"] as { Amount: number; SalesItemLineDetail?: Record<string, unknown> }[];
    expect(lines[0]).toMatchObject({ Amount: 8.33, SalesItemLineDetail: { TaxInclusiveAmt: 9.99 } });
    const { Id, SyncToken } = made;
    const edited = write(company, "Invoice", { Id, SyncToken, sparse: true, PrivateNote: "again" });
    expect(edited).toMatchObject({ TotalAmt: 29.97, Line: lines });
    const sent = { ...edited, SyncToken: edited.SyncToken };
    expect(write(company, "Invoice", sent)).toMatchObject({ TotalAmt: 29.97, Line: lines });
  });

  test("has no tax where it says that none applies", () => {
    const made = invoice(open(), "NotApplicable", line(50));
    expect(made).toMatchObject({ TotalAmt: 50, TxnTaxDetail: { TotalTax: 0 } });
    expect(JSON.stringify(made["Line"])).not.toContain("TaxCodeRef");
  });

  test("is one with tax added unless it says otherwise, and refuses a line without a code", () => {
    const company = open();
    expect(invoice(company, undefined, line(10, "2"))).toMatchObject({
      GlobalTaxCalculation: "TaxExcluded",
      TotalAmt: 12,
    });
    expect(() => invoice(company, undefined, line(10))).toThrow("6000");
    expect(() => invoice(company, "TaxIncluded", line(10, "2"))).toThrow("2170");
    expect(() => invoice(company, undefined, line(10, "TAX"))).toThrow("2500");
  });

  test("recovers the tax on what was bought from what is owed to the tax office", () => {
    const company = open();
    const control = () => ledgerSums(company).byAccount.get("89") ?? 0;
    const before = control();
    const bill = write(company, "Bill", {
      VendorRef: { value: "41" },
      GlobalTaxCalculation: "TaxInclusive",
      Line: [
        {
          Amount: 120,
          DetailType: "AccountBasedExpenseLineDetail",
          AccountBasedExpenseLineDetail: { AccountRef: { value: "15" }, TaxCodeRef: { value: "2" } },
        },
      ],
    });
    expect(bill).toMatchObject({ TotalAmt: 120, TxnTaxDetail: { TotalTax: 20 } });
    expect(control() - before).toBe(2_000);
    write(company, "TaxPayment", {
      PaymentDate: "2026-11-01",
      PaymentAccountRef: { value: "35" },
      PaymentAmount: 500,
    });
    expect(control() - before).toBe(52_000);
    expect(ledgerSums(company).total).toBe(0);
  });
});
