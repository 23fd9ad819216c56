import { describe, expect, test } from "vitest";
import type { Company, WireObject } from "#sandbox/company/company.ts";
import { knownEntities } from "#sandbox/company/entity-traits.ts";
import { openCompany } from "#sandbox/company/generate.ts";

const nowMs = Date.parse("2026-11-20T18:00:00Z");
const profiles = ["landscaper", "restaurant", "shop", "agency", "bindery", "winery"] as const;
const open = (profile: (typeof profiles)[number], size: number, seed = 42): Company =>
  openCompany({ realmId: "1", seed, index: 0, size, profile }, { now: () => nowMs });

const rows = (company: Company, entity: string): WireObject[] => [...company.scan(entity, { order: "id" })];
const text = (company: Company): string =>
  knownEntities
    .flatMap((entity) => rows(company, entity))
    .map((row) => JSON.stringify(row))
    .join("\n");
const records = (company: Company): number =>
  knownEntities.reduce((sum, entity) => sum + (entity === "ExchangeRate" ? 0 : company.count(entity, {})), 0);

describe.each(profiles)("%s", (profile) => {
  test("has exactly as many records as asked, whatever the seed", () => {
    for (const [size, seed] of [
      [600, 1],
      [777, 2],
      [3_000, 99],
      [20_000, 5],
    ] as const)
      expect(records(open(profile, size, seed))).toBe(size);
  });

  test("is the same for the same seed, and another for another", () => {
    expect(text(open(profile, 600))).toBe(text(open(profile, 600)));
    expect(text(open(profile, 600))).not.toBe(text(open(profile, 600, 43)));
  });

  test("holds every type of record that it offers, even when small", () => {
    const company = open(profile, 600);
    const absent = knownEntities.filter(
      (entity) => company.offers(entity) && company.count(entity, {}) === 0,
    );
    expect(absent).toEqual([]);
    expect(company.offers("JournalCode")).toBe(company.country === "FR");
    expect(company.offers("TaxPayment")).toBe(company.country === "GB");
    expect(company.offers("StatementCharge")).toBe(false);
    expect(company.offers("CompanyCurrency")).toBe(profile === "agency" || profile === "bindery");
  });

  test("holds every awkward case", () => {
    const company = open(profile, 600);
    const invoices = rows(company, "Invoice");
    const has = (entity: string, holds: (row: WireObject, json: string) => boolean): boolean =>
      rows(company, entity).some((row) => holds(row, JSON.stringify(row)));
    const cases = {
      "subtotal alone with a statement charge": invoices.some(
        (row) =>
          JSON.stringify(row["LinkedTxn"]).includes("StatementCharge") &&
          JSON.stringify(row["Line"]).startsWith('[{"Amount":375,"DetailType":"SubTotalLineDetail"'),
      ),
      ...(company.country === "US"
        ? {
            "two tax agencies on one invoice": invoices.some(
              (row) =>
                JSON.stringify(row["TxnTaxDetail"]).includes('"TaxRateRef":{"value":"1"}') &&
                JSON.stringify(row["TxnTaxDetail"]).includes('"TaxRateRef":{"value":"4"}'),
            ),
          }
        : {
            "tax added, tax held and none": ["TaxExcluded", "TaxInclusive", "NotApplicable"].every((way) =>
              ["Invoice", "Bill"].every((entity) =>
                has(entity, (row) => row["GlobalTaxCalculation"] === way),
              ),
            ),
          }),
      "deposit with cash back": has("Deposit", (row) => row["CashBack"] !== undefined),
      "payment that does not say where it went": has(
        "Payment",
        (row) => row["DepositToAccountRef"] === undefined,
      ),
      "money back on a card": has("Purchase", (row) => row["Credit"] === true),
      "payment of nothing that ties a credit": has(
        "Payment",
        (row, json) => row["TotalAmt"] === 0 && json.includes("CreditMemo"),
      ),
      "voided invoice": invoices.some(
        (row) => String(row["PrivateNote"]).startsWith("Voided") && row["TotalAmt"] === 0,
      ),
      "voided purchase": has("Purchase", (row) => row["status"] === "Voided"),
      "bundle on a line": invoices.some((row) => JSON.stringify(row).includes("GroupLineDetail")),
      discount: invoices.some((row) => JSON.stringify(row).includes("DiscountLineDetail")),
      "inactive customer with its suffix": has(
        "Customer",
        (row) => row["Active"] === false && String(row["DisplayName"]).endsWith(" (deleted)"),
      ),
      "apostrophe, ampersand, angle brackets and letters beyond ASCII":
        has("Customer", (_, json) => json.includes("&")) &&
        has("Customer", (_, json) => json.includes("'")) &&
        has("Customer", (_, json) => json.includes("<")) &&
        has("Customer", (_, json) => /[^\u0020-\u00ff]/.test(json)),
      "a line booked to the account its item had before": has("Invoice", (row) =>
        bookedElsewhere(company, row),
      ),
      "receivable in a journal entry": has(
        "JournalEntry",
        (_, json) => json.includes('"value":"84"') && json.includes('"Type":"Customer"'),
      ),
      "ids beyond 2^53": has("Class", (row) => BigInt(row.Id) > 9_007_199_254_740_992n),
      "something deleted lately": company.deletedSince("Invoice", nowMs - 30 * 86_400_000).length > 0,
      "class and location on sales":
        invoices.some((row) => JSON.stringify(row).includes("ClassRef")) &&
        invoices.some((row) => row["DepartmentRef"] !== undefined),
    };
    expect(
      Object.entries(cases)
        .filter(([, holds]) => !holds)
        .map(([name]) => name),
    ).toEqual([]);
  });

  test("ends today, begins three years ago, and never tells a time in UTC", () => {
    const company = open(profile, 2_000);
    const days = rows(company, "Invoice")
      .map((row) => String(row["TxnDate"]))
      .sort();
    expect(days[0]?.slice(0, 4)).toBe("2023");
    expect(days.at(-1)?.slice(0, 7)).toBe("2026-11");
    for (const row of rows(company, "Invoice")) {
      expect(row.MetaData.LastUpdatedTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00$/);
      expect(Date.parse(row.MetaData.LastUpdatedTime)).toBeLessThanOrEqual(nowMs);
      expect(Date.parse(row.MetaData.LastUpdatedTime)).toBeGreaterThanOrEqual(
        Date.parse(row.MetaData.CreateTime ?? ""),
      );
    }
  });
});

/** Whether a line is booked to an account that is not its item's today. */
function bookedElsewhere(company: Company, invoice: WireObject): boolean {
  const lines = invoice["Line"];
  if (!Array.isArray(lines)) return false;
  return lines.some(
    (line: { SalesItemLineDetail?: { ItemRef: { value: string }; ItemAccountRef?: { value: string } } }) => {
      const detail = line.SalesItemLineDetail;
      const income = company.read("Item", detail?.ItemRef.value ?? "")?.["IncomeAccountRef"];
      return (
        detail?.ItemAccountRef !== undefined &&
        income !== undefined &&
        JSON.stringify(income) !== JSON.stringify(detail.ItemAccountRef)
      );
    },
  );
}

test("a large company has thousands of rows with one time of change, a small one dozens", () => {
  const clusters = (company: Company): number => {
    const byTime = new Map<string, number>();
    for (const row of company.scan("Invoice", { order: "updated" }))
      byTime.set(row.MetaData.LastUpdatedTime, (byTime.get(row.MetaData.LastUpdatedTime) ?? 0) + 1);
    return Math.max(...byTime.values());
  };
  expect(clusters(open("landscaper", 1_500))).toBeGreaterThan(8);
  expect(clusters(open("landscaper", 120_000))).toBeGreaterThan(500);
});

test(
  "a deep page of a company of a million records costs little more than its rows",
  { timeout: 120_000 },
  () => {
    const cpuMs = (work: () => void): number => {
      const before = process.cpuUsage();
      work();
      const spent = process.cpuUsage(before);
      return (spent.user + spent.system) / 1_000;
    };
    let company: Company | undefined;
    const openMs = cpuMs(() => (company = open("landscaper", 1_000_000)));
    expect(openMs).toBeLessThan(10_000);
    for (const order of ["id", "updated"] as const) {
      const take = (): number =>
        [...(company?.scan("Invoice", { order, offset: 200_000, limit: 1_000 }) ?? [])].length;
      take();
      expect(cpuMs(() => expect(take()).toBe(1_000))).toBeLessThan(50);
    }
    expect(process.memoryUsage().rss).toBeLessThan(2 * 2 ** 30);
  },
);
