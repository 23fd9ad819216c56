// Intuit's schema lets a QueryResponse inside CDCResponse hold a fault. It does not say which type it
// stands for, and an answer without the expected key is not "no changes".

import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const openBooks = booksOfAFile();

const systemFault = { code: "10000", type: "SystemFault", detail: "System Failure Error" };

async function openInStep(): Promise<SandboxBooks> {
  const books = await openBooks();
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
  return books;
}

function spoil(books: SandboxBooks, rule: object): void {
  books.running.sandbox.faults.add(faultRuleInput.parse({ path: "/cdc", ...systemFault, ...rule }));
}

async function currentAsOf(books: SandboxBooks): Promise<ReadonlyMap<string, Date | null>> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ record_type: string; current_as_of: Date | null }>(
      "SELECT record_type, current_as_of FROM company_record_types WHERE company_id = $1",
      [books.ours.companyId],
    ),
  );
  return new Map(rows.map((row) => [row.record_type, row.current_as_of]));
}

describe("changes are all imported", () => {
  test.each(
    someOf(9, [
      ["a fault in the first group, once", { effect: "group", place: "first", times: 1 }],
      ["a fault in the last group, once", { effect: "group", place: "last", times: 1 }],
      ["a fault in two groups of every answer", { effect: "group", place: "two" }],
      ["a fault in the customers' group of every answer", { effect: "group", entity: "Customer" }],
      ["a fault in every group", { effect: "group", place: "all" }],
      ["a fault in place of the whole answer", { effect: "fault", status: 200 }],
      ["the customers' group missing", { effect: "group", entity: "Customer", group: "missing" }],
      ["text for the customers' group", { effect: "group", entity: "Customer", group: "text" }],
      ["the customers' group cut short", { effect: "group", entity: "Customer", group: "cut" }],
      ["a customer that is null, once", { effect: "odd-record", entity: "Customer", odd: "null", times: 1 }],
      ["deletions without an Id", { effect: "odd-stub", odd: "no-id" }],
      ["deletions without a time", { effect: "odd-stub", odd: "no-time" }],
      ["deletions with an unreadable time", { effect: "odd-stub", odd: "bad-time" }],
      ["deletions with a number for an Id", { effect: "odd-stub", odd: "number-id" }],
      ["deletions in another case", { effect: "odd-stub", odd: "case" }],
      ["deletions with a SyncToken", { effect: "odd-stub", odd: "sync-token" }],
      ["deletions of records that live", { effect: "odd-stub", odd: "alive" }],
    ]),
  )("from answers with %s", async (_, rule) => {
    const books = await openInStep();
    books.running.sandbox.activity.edit(books.company, 60, 3);
    spoil(books, rule);
    const { row } = await books.sync();
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
  });
});

test("invariant 13: a type that cannot be read at all stays where it was, and the others become current", async () => {
  const books = await openInStep();
  const before = await currentAsOf(books);
  books.running.sandbox.clock.advance(5 * 60_000);
  books.running.sandbox.activity.edit(books.company, 60, 3);
  spoil(books, { effect: "group", entity: "Customer" });
  books.running.sandbox.faults.add(
    faultRuleInput.parse({ path: "FROM%20Customer%20", effect: "fault", status: 400, code: "6000" }),
  );
  const { row } = await books.sync();
  expect(row).toMatchObject({ state: "incomplete" });
  expect(row["error_detail"]).toContain("Not synced: Customers");
  const after = await currentAsOf(books);
  expect(after.get("customer")).toEqual(before.get("customer"));
  expect(after.get("invoice")?.getTime()).toBeGreaterThan(before.get("invoice")?.getTime() ?? Infinity);
  expect((await disagreements(books)).map((one) => one.recordType)).not.toContain("invoice");

  books.running.sandbox.faults.remove();
  expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
  expect(await disagreements(books)).toEqual([]);
});

test("a company in which nothing changed costs one call, as long as its answers can be read", async () => {
  const books = await openInStep();
  expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
    state: "succeeded",
    metered_calls: 1,
  });
});
