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
  books = await openBooks({ size: 600 });
});

afterAll(async () => {
  await books.stop();
  await database.drop();
});

interface Stored {
  readonly key: string;
  readonly gone: boolean;
}

/** Every record that was ever imported, and whether it is marked as gone, with a time. */
async function listStored(): Promise<readonly Stored[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Stored>(
      `SELECT kind || ' ' || source_id AS key, deleted_at IS NOT NULL AS gone FROM entities WHERE company_id = $1
       UNION ALL
       SELECT type || ' ' || source_id, deleted_at IS NOT NULL FROM transactions WHERE company_id = $1
       ORDER BY key`,
      [books.ours.companyId],
    ),
  );
  return rows;
}

function remove(entity: string, operation: "delete" | "void"): string {
  for (const row of [...books.company.scan(entity, { order: "id" })].reverse()) {
    const body = { Id: row.Id, SyncToken: row.SyncToken };
    const { kind } = books.company.write({ entity, operation, body, actor: "person" });
    if (kind === "deleted" || kind === "written") return row.Id;
  }
  throw new Error(`no ${entity} let itself ${operation}`);
}

describe("nothing that was once imported is deleted by a sync (invariant 7)", () => {
  const gone: string[] = [];

  test("what is deleted in QuickBooks is marked, whatever kind of sync finds it", async () => {
    await books.sync({ kind: "full" });
    const before = await listStored();
    for (const kind of ["incremental", "full", "repair"] as const) {
      gone.push(`estimate ${remove("Estimate", "delete")}`, `purchase ${remove("Purchase", "delete")}`);
      expect((await books.sync({ kind })).row).toMatchObject({ state: "succeeded", records_deleted: 2 });
      const stored = await listStored();
      expect(stored.map((one) => one.key)).toEqual(before.map((one) => one.key));
      expect(stored.filter((one) => one.gone).map((one) => one.key)).toEqual(gone.toSorted());
    }
  });

  test("what is merged away is marked, and what is voided is not even that", async () => {
    const before = await listStored();
    const customers = [...books.company.scan("Customer", { order: "id" })].map((one) => one.Id);
    const merged = customers.flatMap((winner, index) => {
      const loser = customers[index + 1];
      return loser && books.company.merge("Customer", winner, loser).kind === "written" ? [loser] : [];
    });
    expect(merged.length).toBeGreaterThan(0);
    remove("Invoice", "void");
    await books.sync();
    const stored = await listStored();
    expect(stored.map((one) => one.key)).toEqual(before.map((one) => one.key));
    const expected = [...gone, ...merged.map((id) => `customer ${id}`)];
    expect(stored.filter((one) => one.gone).map((one) => one.key)).toEqual(expected.toSorted());
    expect(await disagreements(books)).toEqual([]);
  });
});
