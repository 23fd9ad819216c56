// Companies outside the United States: other types of record, a tax code on each line, another currency.

import { describe, expect, test } from "vitest";

import { systemClock } from "#lib/core/clock.ts";
import { asSystem } from "#lib/db/scope.ts";
import { checkCompany } from "#lib/sync/reconcile/check-company.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

interface TypeRow {
  readonly record_type: string;
  readonly offered: boolean;
  readonly source_count: number | null;
  readonly live_count: number | null;
}

async function typesOf(books: SandboxBooks): Promise<readonly TypeRow[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<TypeRow>(
      `SELECT record_type, offered, source_count, live_count FROM company_record_types
       WHERE company_id = $1 ORDER BY record_type`,
      [books.ours.companyId],
    ),
  );
  return rows;
}

async function countOf(books: SandboxBooks, text: string): Promise<number> {
  const { rows } = await asSystem((sql) => sql.query<{ count: number }>(text, [books.ours.companyId]));
  return rows[0]?.count ?? 0;
}

describe.each([
  { profile: "bindery", country: "GB", currency: "GBP", own: "tax_payment", absent: "journal_code" },
  { profile: "winery", country: "FR", currency: "EUR", own: "journal_code", absent: "tax_payment" },
] as const)("a company of $country", ({ profile, country, currency, own, absent }) => {
  test("is imported whole: every count equals QuickBooks' own and no record is refused", async () => {
    const books = await openBooks({ profile, size: 1500 });
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
    expect(await disagreements(books)).toEqual([]);
    const types = await typesOf(books);
    const counted = types.filter((type) => type.source_count !== null);
    expect(counted.filter((type) => type.source_count !== type.live_count)).toEqual([]);
    expect(types.find((type) => type.record_type === own)?.live_count).toBeGreaterThan(1);
    expect(types.find((type) => type.record_type === absent)).toMatchObject({ offered: false });
    expect(
      await countOf(books, "SELECT count(*)::integer AS count FROM record_failures WHERE company_id = $1"),
    ).toBe(0);
    const facts = await asSystem((sql) =>
      sql.query("SELECT country, home_currency FROM companies WHERE id = $1", [books.ours.companyId]),
    );
    expect(facts.rows).toEqual([{ country, home_currency: currency }]);
  });

  test("is kept from a start date that is set later, its tax payments and templates too", async () => {
    const books = await openBooks({ profile, size: 1500 });
    await books.sync({ kind: "full" });
    await asSystem((sql) =>
      sql.query("UPDATE companies SET sync_from_on = '2026-01-01' WHERE id = $1", [books.ours.companyId]),
    );
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      error_detail: null,
    });
    const { organizationId, companyId } = books.ours;
    const openClient = () =>
      books.dependencies.openClient({ organizationId, companyId, observe: () => undefined });
    const check = await checkCompany(organizationId, companyId, { openClient, clock: systemClock });
    expect(check.findings.find(({ subject }) => subject === "counts")).toMatchObject({ result: "good" });
  });

  test("keeps the tax of each form as QuickBooks computed it, and follows what people do", async () => {
    const books = await openBooks({ profile, size: 1500, seed: 3 });
    await books.sync({ kind: "full" });
    for (const way of ["TaxExcluded", "TaxInclusive", "NotApplicable"]) {
      const forms = `SELECT count(*)::integer AS count FROM transactions
         WHERE company_id = $1 AND source->>'GlobalTaxCalculation' = '${way}'`;
      expect(await countOf(books, forms), way).toBeGreaterThan(1);
      const wrong = `${forms} AND tax_amount IS DISTINCT FROM (source->'TxnTaxDetail'->>'TotalTax')::numeric`;
      expect(await countOf(books, wrong), way).toBe(0);
    }
    for (let round = 1; round <= 2; round += 1) {
      const report = books.running.sandbox.activity.edit(books.company, 150, round);
      expect(JSON.stringify(report)).not.toContain("VAT rate");
      const { row } = await books.sync();
      expect(row).toMatchObject({ state: "succeeded", error_detail: null });
      expect(await disagreements(books)).toEqual([]);
    }
  });
});
