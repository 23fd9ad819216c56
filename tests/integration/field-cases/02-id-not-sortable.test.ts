// Intuit's mail of November 2025: the Id of all entities will no longer be a sortable field. And what else
// a statement may be refused for: whatever it is, everything is still read.

import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const openBooks = booksOfAFile();

const rejection = { status: 400, code: "4001", type: "ValidationFault", message: "Invalid query" };

function reject(books: SandboxBooks, ...clauses: string[]): void {
  books.running.sandbox.faults.add(faultRuleInput.parse({ ...rejection, effect: "clause", clauses }));
}

interface Step {
  readonly record_type: string;
  readonly omitted_clauses: readonly string[];
}

async function stepsLeavingOut(syncId: string): Promise<readonly Step[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Step>(
      `SELECT record_type, omitted_clauses FROM quickbooks_sync_steps
       WHERE sync_id = $1 AND cardinality(omitted_clauses) > 0`,
      [syncId],
    ),
  );
  return rows;
}

test("a company whose Id cannot be sorted by is read whole, and the run says in which form", async () => {
  const books = await openBooks({ size: 1500 });
  reject(books, "Id ASC");
  const { row, syncId } = await books.sync({ kind: "full" });
  expect(row).toMatchObject({ state: "succeeded", error_detail: null });
  expect(await disagreements(books)).toEqual([]);
  const steps = await stepsLeavingOut(syncId);
  expect(steps.length).toBeGreaterThan(20);
  for (const step of steps) expect(step.omitted_clauses).toEqual(["id-order"]);
});

describe("everything is read, and stays current, without", () => {
  test.each(
    someOf(2, [
      ["any sorting", ["ORDERBY"]],
      ["the filter on Active", ["Active IN"]],
      ["filters by time", ["WHERE MetaData", "AND MetaData"]],
      ["all of these", ["ORDERBY", "WHERE"]],
    ]),
  )("%s", async (_, clauses) => {
    const books = await openBooks({ size: 1500 });
    reject(books, ...clauses);
    const first = await books.sync({ kind: "full" });
    expect(first.row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreementsBut(books, clauses)).toEqual([]);
    // Further back than change data capture looks, changes too are asked for by queries.
    books.running.sandbox.activity.edit(books.company, 60, 3);
    books.running.sandbox.clock.advance(40 * 24 * 60 * 60 * 1000);
    const later = await books.sync();
    expect(later.row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreementsBut(books, clauses)).toEqual([]);
  });

  /** Without the filter QuickBooks shows no record that was inactive before we came. */
  async function disagreementsBut(books: SandboxBooks, clauses: readonly string[]) {
    const found = await disagreements(books);
    if (!clauses.some((clause) => /active|^where$/i.test(clause))) return found;
    const inactive = (one: (typeof found)[number]): boolean =>
      one.what === "missing here" && !isActive(books, one.recordType, one.sourceId);
    return found.filter((one) => !inactive(one));
  }

  function isActive(books: SandboxBooks, recordType: string, sourceId: string): boolean {
    const entity = recordType.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    return books.company.read(entity, sourceId)?.["Active"] !== false;
  }

  test.each(
    someOf(2, [
      ["start positions", ["STARTPOSITION"]],
      ["page sizes", ["MAXRESULTS"]],
      ["paging of any kind", ["STARTPOSITION", "MAXRESULTS"]],
    ]),
  )("%s, by the times of what was read", async (_, clauses) => {
    const books = await openBooks({ size: 1500 });
    reject(books, ...clauses);
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
  });
});

test("what was refused is remembered for a day, and then the usual question is tried again", async () => {
  const books = await openBooks();
  const { faults } = books.running.sandbox;
  reject(books, "Id ASC");
  let asked = 0;
  books.intercept = ({ query, body }, send) => {
    asked += (query?.["query"] ?? body?.text ?? "").split("Id ASC").length - 1;
    return send();
  };
  await books.sync({ kind: "full" });
  expect(asked).toBeGreaterThan(20);
  asked = 0;
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
  expect(asked).toBe(0);
  await asSystem((sql) =>
    sql.query(
      "UPDATE company_record_types SET clauses_rejected_at = now() - interval '25 hours' WHERE company_id = $1",
      [books.ours.companyId],
    ),
  );
  faults.remove();
  const { row, syncId } = await books.sync({ kind: "full" });
  expect(row).toMatchObject({ state: "succeeded" });
  expect(await stepsLeavingOut(syncId)).toEqual([]);
});
