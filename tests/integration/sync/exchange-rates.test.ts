// Exchange rates have no Id, are not reported by change data capture, and may or may not be listed whole.

import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import type { SwitchValues } from "#sandbox/switches/switch-catalogue.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const openBooks = booksOfAFile();
const dayMs = 24 * 60 * 60 * 1000;

async function open(days: SwitchValues["exchangeRateDays"]): Promise<SandboxBooks> {
  const books = await openBooks({ profile: "agency", size: 1500 });
  books.running.sandbox.switches.set({ exchangeRateDays: days });
  return books;
}

interface CompanyState {
  readonly offered: boolean;
  readonly live_count: number;
  readonly source_count: number | null;
  readonly counted_at: Date | null;
  readonly last_error: string | null;
}

async function statusOf(books: SandboxBooks): Promise<CompanyState | undefined> {
  const { rows } = await asSystem((sql) =>
    sql.query<CompanyState>(
      `SELECT offered, live_count, source_count, counted_at, last_error FROM company_record_types
       WHERE company_id = $1 AND record_type = 'exchange_rate'`,
      [books.ours.companyId],
    ),
  );
  return rows[0];
}

/**
 * Days on which the books have documents in another currency and QuickBooks has rates, and those of them
 * of which we hold none.
 */
async function foreignDays(books: SandboxBooks): Promise<{ days: number; without: readonly string[] }> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ day: string; stored: boolean }>(
      `SELECT day, EXISTS (SELECT FROM entities rate WHERE rate.company_id = $1
           AND rate.kind = 'exchange_rate' AND rate.source_id LIKE '%@' || day) AS stored
       FROM (SELECT DISTINCT to_char(transaction_on, 'YYYY-MM-DD') AS day FROM transactions
             WHERE company_id = $1 AND currency <> 'USD' AND deleted_at IS NULL) foreigners`,
      [books.ours.companyId],
    ),
  );
  const theirs = new Set(
    [...books.company.scan("ExchangeRate", { order: "id" })].map((one) => one["AsOfDate"]),
  );
  const known = rows.filter(({ day }) => theirs.has(day));
  return { days: known.length, without: known.filter(({ stored }) => !stored).map(({ day }) => day) };
}

/** Calls about rates, each batch of questions as one. */
function watchRateCalls(books: SandboxBooks): { count: number } {
  const calls = { count: 0 };
  books.intercept = (request, send) => {
    if (JSON.stringify(request.query ?? request.body ?? "").includes("ExchangeRate")) calls.count += 1;
    return send();
  };
  return calls;
}

const setRate = (books: SandboxBooks, SourceCurrencyCode: string, AsOfDate: string, Rate: number) =>
  books.company.write({
    entity: "ExchangeRate",
    operation: "save",
    body: { SourceCurrencyCode, AsOfDate, Rate },
    actor: "person",
  });

describe("where QuickBooks lists the rates of every day", () => {
  test("a full sync takes all of them in, and its count equals QuickBooks' own", async () => {
    const books = await open("history");
    const calls = watchRateCalls(books);
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
    const theirs = books.company.count("ExchangeRate", {});
    expect(theirs).toBeGreaterThan(2000);
    expect(await statusOf(books)).toMatchObject({ live_count: theirs, source_count: theirs });
    expect(await disagreements(books)).toEqual([]);
    expect(calls.count).toBeLessThanOrEqual(6);
  });

  test("thousands set within one second are paged by day and currency, and a broken-off run goes on", async () => {
    const books = await open("history");
    books.heldTimeMs = Date.now() - 3_600_000;
    for (let index = 0; index < 2500; index += 1) {
      const day = new Date(Date.UTC(2019, 0, 1) + index * dayMs).toISOString().slice(0, 10);
      setRate(books, "JPY", day, (6000 + index) / 1e6);
    }
    books.heldTimeMs = null;
    let calls = 0;
    books.intercept = (request, send) => {
      if (JSON.stringify(request.query ?? "").includes("* FROM ExchangeRate")) calls += 1;
      if (calls >= 4) throw new Error("the process is gone");
      return send();
    };
    expect((await books.sync({ kind: "full" })).row["state"]).not.toBe("succeeded");
    books.intercept = null;
    const { row } = await books.sync({ kind: "full", trigger: "retry" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
  });

  test("each day's new rates and what was set by hand come once a day, in two calls", async () => {
    const books = await open("history");
    await books.sync({ kind: "full" });
    books.running.sandbox.clock.advance(dayMs);
    setRate(books, "EUR", "2025-02-03", 1.5);
    setRate(books, "CAD", "2025-02-03", 0.7);
    const calls = watchRateCalls(books);
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    expect(calls.count).toBe(2);
    await books.sync();
    expect(calls.count).toBe(2);
  });

  test("a rate that the changes did not bring is found by the counts", async () => {
    const books = await open("history");
    await books.sync({ kind: "full" });
    await asSystem((sql) =>
      sql.query(
        `DELETE FROM entities WHERE company_id = $1 AND kind = 'exchange_rate' AND source_id = 'EUR@2025-02-03'`,
        [books.ours.companyId],
      ),
    );
    books.running.sandbox.clock.advance(dayMs);
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
  });
});

describe.each(someOf(1, ["today", "named"] as const))("where a list of rates covers less (%s)", (days) => {
  test("the rates of all days with foreign documents are imported, and no difference is shown", async () => {
    const books = await open(days);
    const calls = watchRateCalls(books);
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
    const { days: foreign, without } = await foreignDays(books);
    expect(foreign).toBeGreaterThan(50);
    expect(calls.count).toBeLessThan(5 + foreign / 25);
    expect(without).toEqual([]);
    const status = await statusOf(books);
    expect(status).toMatchObject({ offered: true, source_count: null, last_error: null });
    expect(status?.live_count).toBeGreaterThanOrEqual(2 * foreign);
    expect(status?.counted_at).not.toBeNull();
  });

  test.each([
    ["refuses batches of more than ten questions", { batchItems: 10 }],
    ["answers a batch in another order", { batchOrder: "shuffled" }],
  ] as const)("they are imported when QuickBooks %s", async (_what, switches) => {
    const books = await open(days);
    books.running.sandbox.switches.set(switches);
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      error_detail: null,
    });
    expect((await foreignDays(books)).without).toEqual([]);
  });

  test("they are imported although a batch's answer holds a thousand rates at most", async () => {
    const books = await open(days);
    const known = [...books.company.scan("ExchangeRate", { order: "id" })].map((one) =>
      String(one["AsOfDate"]),
    );
    for (const day of new Set(known.slice(-120)))
      for (let index = 0; index < 60; index += 1) {
        const code = `X${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;
        setRate(books, code, day, 2);
      }
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      error_detail: null,
    });
    const { without } = await foreignDays(books);
    expect(without).toEqual([]);
  });

  test("no day is asked for twice, and a new document's day is asked for the day after", async () => {
    const books = await open(days);
    await books.sync({ kind: "full" });
    const calls = watchRateCalls(books);
    await books.sync({ kind: "full" });
    // The batch of all counts, the list in its two forms, and today.
    expect(calls.count).toBeLessThanOrEqual(4);
    const stored = new Set(
      [...books.company.scan("Invoice", { order: "id" })].map((one) => String(one["TxnDate"])),
    );
    const customer = [...books.company.scan("Customer", { order: "id" })].find((one) =>
      JSON.stringify(one["CurrencyRef"]).includes("EUR"),
    );
    const quiet = Array.from({ length: 300 }, (_, index) =>
      new Date(Date.UTC(2024, 2, 1) + index * dayMs).toISOString().slice(0, 10),
    ).find((day) => !stored.has(day));
    const detail = { ItemRef: { value: "1" }, Qty: 1, UnitPrice: 90, TaxCodeRef: { value: "NON" } };
    const written = books.company.write({
      entity: "Invoice",
      operation: "save",
      body: {
        CustomerRef: { value: customer?.Id },
        TxnDate: quiet,
        Line: [{ Amount: 90, DetailType: "SalesItemLineDetail", SalesItemLineDetail: detail }],
      },
      actor: "person",
    });
    expect(written.kind).toBe("written");
    await books.sync();
    books.running.sandbox.clock.advance(dayMs);
    calls.count = 0;
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect((await foreignDays(books)).without).toEqual([]);
    expect(calls.count).toBeLessThanOrEqual(5);
  });
});
