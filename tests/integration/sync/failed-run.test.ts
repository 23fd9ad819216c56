import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { GET as listRecords } from "#app/api/companies/[companyId]/records/[recordType]/route.ts";
import { GET as showCompany } from "#app/api/companies/[companyId]/route.ts";
import { companyDetail } from "#lib/contracts/company.ts";
import { AppError } from "#lib/core/app-error.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { eachQuestion } from "#tests/support/split-batches.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { disagreements, openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;
let books: SandboxBooks;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await createFirm();
});

afterEach(() => books.stop());

afterAll(() => database.drop());

function get(handler: typeof listRecords, params: Record<string, string> = {}): Promise<RouteAnswer> {
  const { cookie } = firm.people.owner;
  return callRoute(handler, "GET", { cookie, params: { companyId: books.ours.companyId, ...params } });
}

describe("a failed run leaves the books readable as of its last commit (invariant 11)", () => {
  test("and says which types are behind, and since when", async () => {
    books = await openBooks({ organizationId: firm.id, size: 2_500 });
    await books.sync({ kind: "full" });
    const invoices = [...books.company.scan("Invoice", { order: "id" })].length;
    books.running.sandbox.activity.edit(books.company, 1_100, 4);
    let questions = 0;
    books.intercept = (_request, send) => {
      questions += 1;
      return questions > 2 ? Promise.reject(new AppError("quickbooks.forbidden")) : send();
    };
    expect((await books.sync()).row["state"]).toBe("failed");

    const page = await get(listRecords, { recordType: "invoice" });
    expect(page.status, page.text).toBe(200);
    expect(invoices).toBeGreaterThan(0);
    expect((page.json["records"] as unknown[]).length).toBeGreaterThan(0);
    const company = companyDetail.parse((await get(showCompany)).json);
    expect(company.attention).not.toEqual([]);
    for (const type of company.types.filter((one) => one.offered)) {
      expect(type.currentAsOf, type.recordType).not.toBeNull();
    }
    books.intercept = null;
    await books.sync();
    expect(await disagreements(books)).toEqual([]);
  });

  test("also of a first one: what it has read is there, and the types that it has not are named", async () => {
    books = await openBooks({ organizationId: firm.id });
    books.intercept = eachQuestion((request, send) =>
      JSON.stringify(request.query).includes("FROM Bill ")
        ? Promise.reject(new AppError("quickbooks.rejected"))
        : send(),
    );
    const { row } = await books.sync({ kind: "full" });
    expect(row["state"]).toBe("incomplete");
    expect(row["error_detail"]).toMatch(/^Not synced: Bills\. /);
    const behind = await disagreements(books);
    expect([...new Set(behind.map((one) => one.recordType))]).toEqual(["bill"]);
    const company = companyDetail.parse((await get(showCompany)).json);
    const unread = company.types.filter((one) => one.offered !== false && one.currentAsOf === null);
    expect(unread.map((one) => one.recordType)).toEqual(["bill"]);
    books.intercept = null;
    await books.sync();
    expect(await disagreements(books)).toEqual([]);
  });
});
