import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { disagreements, openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let books: SandboxBooks;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  books = await openBooks();
});

afterAll(async () => {
  await books.stop();
  await database.drop();
});

describe("a full sync", () => {
  test("takes in every record of every type, and its counts equal QuickBooks' own", async () => {
    const { outcome, row } = await books.sync({ kind: "full" });
    expect(row["error_detail"]).toBeNull();
    expect(outcome).toEqual({ kind: "finished", state: "succeeded" });
    expect(row["records_created"]).toBeGreaterThan(500);
    expect(await disagreements(books)).toEqual([]);
  });

  test("learns what QuickBooks says about the company itself", async () => {
    const { rows } = await asSystem((sql) =>
      sql.query(
        "SELECT legal_name, country, home_currency, fiscal_year_start_month FROM companies WHERE id = $1",
        [books.ours.companyId],
      ),
    );
    const [info] = books.company.scan("CompanyInfo", { order: "id" });
    expect(rows).toEqual([
      { legal_name: info?.["LegalName"], country: "US", home_currency: "USD", fiscal_year_start_month: 1 },
    ]);
  });

  test("run again on unchanged books writes nothing", async () => {
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({
      state: "succeeded",
      records_created: 0,
      records_changed: 0,
      records_derived_only: 0,
    });
    const { rows } = await asSystem((sql) => sql.query("SELECT FROM record_versions"));
    expect(rows).toHaveLength(0);
  });

  test("is followed by an idle change sync that costs exactly one metered call", async () => {
    const { row } = await books.sync({ trigger: "schedule" });
    expect(row).toMatchObject({ state: "succeeded", api_calls: 1, metered_calls: 1, records_changed: 0 });
  });

  test("and by change syncs that bring every edit, void, deletion and merge", async () => {
    for (let round = 1; round <= 3; round += 1) {
      books.running.sandbox.activity.edit(books.company, 200, round);
      const { row } = await books.sync();
      expect(row).toMatchObject({ state: "succeeded", error_detail: null });
      expect(await disagreements(books)).toEqual([]);
    }
  });
});
