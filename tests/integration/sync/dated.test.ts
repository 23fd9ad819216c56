// A sync that is asked for the documents of some days, as a person does who mistrusts a month.

import { describe, expect, test } from "vitest";

import { parseCalendarDate } from "#lib/core/calendar-date.ts";
import { asSystem } from "#lib/db/scope.ts";
import { widenDates } from "#lib/runs/request/document-dates.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { type SandboxBooks } from "#tests/support/sandbox-books.ts";

const open = booksOfAFile();

interface Invoice {
  readonly source_id: string;
  readonly day: string;
  readonly memo: string | null;
}

async function invoicesOf({ ours }: SandboxBooks): Promise<readonly Invoice[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Invoice>(
      `SELECT source_id, transaction_on::text AS day, memo FROM transactions
       WHERE company_id = $1 AND type = 'invoice' ORDER BY transaction_on, source_id`,
      [ours.companyId],
    ),
  );
  return rows;
}

/** As if each of our invoices had been read wrongly, without QuickBooks' having changed any. */
async function spoil({ ours }: SandboxBooks): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      `UPDATE transactions SET memo = 'spoiled', content_hash = '\\x00' WHERE company_id = $1 AND type = 'invoice'`,
      [ours.companyId],
    ),
  );
}

describe.each(["incremental", "full"] as const)("an %s sync of some days", (kind) => {
  test("reads the documents of those days again, both ends included, and leaves the others", async () => {
    const books = await open();
    await books.sync({ kind: "full" });
    const before = await invoicesOf(books);
    const days = [...new Set(before.map((one) => one.day))];
    const [from, to] = [days[3] ?? "", days[7] ?? ""];
    await spoil(books);
    const dates = { from: parseCalendarDate(from), to: parseCalendarDate(to) };
    const { row } = await books.sync({ kind, dates, types: ["invoice"] });
    expect(row).toMatchObject({ state: "succeeded" });
    for (const [place, one] of (await invoicesOf(books)).entries()) {
      const isWithin = one.day >= from && one.day <= to;
      expect(one.memo, one.day).toBe(isWithin ? before[place]?.memo : "spoiled");
    }
    expect(before.filter((one) => one.day >= from && one.day <= to).length).toBeGreaterThan(4);
  });

  test("takes an open end, and keeps to the first day from which the company's books are kept", async () => {
    const books = await open();
    await books.sync({ kind: "full" });
    const days = [...new Set((await invoicesOf(books)).map((one) => one.day))];
    const first = days[5] ?? "";
    await spoil(books);
    await asSystem((sql) =>
      sql.query("UPDATE companies SET sync_from_on = $2 WHERE id = $1", [books.ours.companyId, first]),
    );
    await books.sync({
      kind,
      dates: { from: null, to: parseCalendarDate(days[9] ?? "") },
      types: ["invoice"],
    });
    for (const one of await invoicesOf(books)) {
      const isWithin = one.day >= first && one.day <= (days[9] ?? "");
      expect(one.memo === "spoiled", one.day).toBe(!isWithin);
    }
  });
});

test("a full one reads the name lists, an incremental one what has changed besides", async () => {
  const books = await open();
  await books.sync({ kind: "full" });
  const { companyId } = books.ours;
  const spoiled = () =>
    asSystem(async (sql) => {
      const { rowCount } = await sql.query(
        "SELECT FROM entities WHERE company_id = $1 AND kind = 'vendor' AND phone = 'spoiled'",
        [companyId],
      );
      return rowCount;
    });
  await asSystem((sql) =>
    sql.query("UPDATE entities SET phone = 'spoiled', content_hash = '\\x00' WHERE company_id = $1", [
      companyId,
    ]),
  );
  const dates = { from: parseCalendarDate("2026-01-01"), to: null };
  await books.sync({ kind: "incremental", dates });
  expect(await spoiled()).toBeGreaterThan(0);
  const { row } = await books.sync({ kind: "full", dates });
  expect(row).toMatchObject({ state: "succeeded" });
  expect(await spoiled()).toBe(0);
});

describe("two requests become one", () => {
  const day = parseCalendarDate;
  test.each([
    ["incremental", null, { from: day("2026-01-01"), to: null }, { from: "2026-01-01", to: null }],
    ["full", null, { from: day("2026-01-01"), to: null }, null],
    [
      "incremental",
      { from: day("2026-02-01"), to: day("2026-02-28") },
      { from: day("2026-01-01"), to: day("2026-01-31") },
      { from: "2026-01-01", to: "2026-02-28" },
    ],
    [
      "full",
      { from: null, to: day("2026-01-31") },
      { from: day("2026-01-01"), to: day("2026-02-28") },
      { from: null, to: "2026-02-28" },
    ],
  ] as const)("%s: %j and %j are %j", (kind, left, right, both) => {
    expect(widenDates(kind, left, right)).toEqual(both);
    expect(widenDates(kind, right, left)).toEqual(both);
  });

  test("days are refused beside single records, and of a repair", async () => {
    const books = await open();
    const { organizationId, companyId } = books.ours;
    const dates = { from: day("2026-01-01"), to: null };
    const asked = { organizationId, companyId, trigger: "person", dates } as const;
    const records = [{ recordType: "invoice", sourceId: "1" }] as const;
    await expect(requestSync({ ...asked, kind: "repair" })).rejects.toMatchObject({
      code: "request.invalid",
    });
    await expect(requestSync({ ...asked, kind: "incremental", records })).rejects.toMatchObject({
      code: "request.invalid",
    });
  });
});
