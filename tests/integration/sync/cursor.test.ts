// Where a company's changes are read from: what moves the cursor, and when it is not believed.

import { describe, expect, test } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type Intercept, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

async function openInStep(...wishes: Parameters<typeof openBooks>): Promise<SandboxBooks> {
  const books = await openBooks(...wishes);
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
  return books;
}

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

async function cursorOf({ ours }: SandboxBooks): Promise<Date> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ at: Date }>("SELECT changes_cursor_at AS at FROM companies WHERE id = $1", [ours.companyId]),
  );
  if (!rows[0]) throw new Error("no company");
  return rows[0].at;
}

async function moveCursor({ ours }: SandboxBooks, byMs: number): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      "UPDATE companies SET changes_cursor_at = now() + $2 * interval '1 millisecond' WHERE id = $1",
      [ours.companyId, byMs],
    ),
  );
}

/** A customer that Intuit stamped a minute before the last run asked, and shows only now. */
function showLate(books: SandboxBooks, cursor: Date): void {
  books.heldTimeMs = cursor.getTime() - minuteMs;
  const body = { DisplayName: "Late & Sons" };
  books.company.write({ entity: "Customer", operation: "save", body, actor: "person" });
  books.heldTimeMs = null;
}

/** Every question for the entity's records fails. */
function failing(entity: string, code: ErrorCode): Intercept {
  return (request, send) =>
    JSON.stringify(request.query ?? {}).includes(`SELECT * FROM ${entity} `)
      ? Promise.reject(new AppError(code))
      : send();
}

describe("a company's cursor", () => {
  test("is where it was after a run that failed, although some of its changes had been imported", async () => {
    const books = await openInStep({ size: 2500 });
    const before = await cursorOf(books);
    books.running.sandbox.activity.edit(books.company, 1_100, 5);
    // The first answer is full and is not believed; of the groups that are asked for then, the last fails.
    let questions = 0;
    books.intercept = (_request, send) => {
      questions += 1;
      return questions > 2 ? Promise.reject(new AppError("quickbooks.forbidden")) : send();
    };
    const { row } = await books.sync();
    expect(row).toMatchObject({ state: "failed", error_code: "quickbooks.forbidden" });
    expect(row["records_changed"]).toBeGreaterThan(0);
    expect(await cursorOf(books)).toEqual(before);

    books.intercept = null;
    expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
    expect(await disagreements(books)).toEqual([]);
    expect((await cursorOf(books)).getTime()).toBeGreaterThan(before.getTime());
  });

  test("goes on without a type that failed, which is caught up from where it stood", async () => {
    const books = await openInStep();
    await moveCursor(books, -40 * dayMs);
    books.running.sandbox.activity.edit(books.company, 150, 8);
    books.intercept = failing("Invoice", "quickbooks.rejected");
    const { row } = await books.sync();
    expect(row).toMatchObject({ state: "incomplete", error_code: "quickbooks.rejected" });
    expect(row["error_detail"]).toMatch(/^Not synced: Invoices\. /);
    const behind = await disagreements(books);
    expect([...new Set(behind.map((one) => one.recordType))]).toEqual(["invoice"]);

    books.intercept = null;
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
  });

  test("is read from a little before it: what shows up late is not missed, and nothing is imported twice", async () => {
    const books = await openInStep();
    await books.sync();
    const cursor = await cursorOf(books);
    showLate(books, cursor);
    expect((await books.sync()).row).toMatchObject({ records_created: 1, records_changed: 0 });
    expect((await books.sync()).row).toMatchObject({ records_created: 0, records_changed: 0 });
    expect(await disagreements(books)).toEqual([]);
  });

  test("stays when a webhook's run goes on where the last one ended, and what that misses is found from it", async () => {
    const books = await openInStep();
    await books.sync();
    const cursor = await cursorOf(books);
    showLate(books, cursor);
    const brief = await books.sync({ trigger: "webhook" });
    expect(brief.row).toMatchObject({ state: "succeeded", metered_calls: 1 });
    expect(await cursorOf(books)).toEqual(cursor);
    expect(await disagreements(books)).toMatchObject([{ recordType: "customer" }]);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ records_created: 1 });
    expect(await disagreements(books)).toEqual([]);
    expect((await cursorOf(books)).getTime()).toBeGreaterThan(cursor.getTime());
  });

  test("moves with a webhook's run, too, once it lies five minutes back", async () => {
    const books = await openInStep();
    await moveCursor(books, -6 * minuteMs);
    const before = await cursorOf(books);
    await books.sync({ trigger: "webhook" });
    expect((await cursorOf(books)).getTime()).toBeGreaterThan(before.getTime() + 5 * minuteMs);
  });

  test("in the future is not believed: the run fails, nothing is skipped, and a full sync is asked for", async () => {
    const books = await openInStep();
    books.running.sandbox.activity.edit(books.company, 30, 2);
    await moveCursor(books, 365 * dayMs);
    const { row } = await books.sync();
    expect(row).toMatchObject({ state: "failed", error_code: "sync.cursor_in_future" });
    const { rows } = await asSystem((sql) =>
      sql.query<{ id: string }>(
        "SELECT id FROM quickbooks_syncs WHERE company_id = $1 AND kind = 'full' AND state = 'queued'",
        [books.ours.companyId],
      ),
    );
    await runSync(parseSyncId(rows[0]?.id ?? ""), books.dependencies);
    expect(await disagreements(books)).toEqual([]);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
  });

  test("is not moved by a run over some types alone, nor by one over single records", async () => {
    const books = await openInStep();
    const before = await cursorOf(books);
    books.running.sandbox.activity.edit(books.company, 60, 3);
    const [customer] = books.company.scan("Customer", { order: "id", limit: 1 });
    await books.sync({ types: ["invoice", "payment"] });
    await books.sync({ records: [{ recordType: "customer", sourceId: customer?.Id ?? "" }] });
    expect(await cursorOf(books)).toEqual(before);
    await books.sync();
    expect(await disagreements(books)).toEqual([]);
  });
});
