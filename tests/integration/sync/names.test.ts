// Names (customers, items, accounts) are not deleted in QuickBooks but made inactive, and can come back.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { disagreements, openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let books: SandboxBooks;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});

afterEach(() => books.stop());

afterAll(() => database.drop());

const names = [
  ["Customer", "customer"],
  ["Vendor", "vendor"],
  ["Item", "item"],
  ["Department", "department"],
] as const;

interface Stored {
  readonly active: boolean | null;
  readonly deleted_at: Date | null;
  readonly versions: number;
}

async function stored(kind: string, id: string): Promise<Stored | undefined> {
  const { rows } = await asSystem((sql) =>
    sql.query<Stored>(
      `SELECT active, deleted_at, (SELECT count(*)::integer FROM record_versions AS version
         WHERE version.company_id = entity.company_id AND record_type = kind AND version.source_id = entity.source_id)
         AS versions
       FROM entities AS entity WHERE company_id = $1 AND kind = $2 AND source_id = $3`,
      [books.ours.companyId, kind, id],
    ),
  );
  return rows[0];
}

describe("a name that is made inactive in QuickBooks", () => {
  test.each(names)(
    "stays in the books, marked, and comes back when it is used again: %s",
    async (entity, kind) => {
      books = await openBooks();
      expect((await books.sync({ kind: "full" })).row["state"]).toBe("succeeded");
      // The last one: nothing is a child of it, and nothing depends on its stock.
      const one = [...books.company.scan(entity, { order: "id", activeOnly: true })].at(-1);
      if (!one) throw new Error(`no ${entity}`);
      const save = (Active: boolean): void => {
        const now = [...books.company.scan(entity, { order: "id" })].find((row) => row.Id === one.Id);
        const body = { ...now, Active, sparse: false };
        expect(books.company.write({ entity, operation: "save", body, actor: "person" }).kind).toBe(
          "written",
        );
      };

      save(false);
      expect((await books.sync()).row).toMatchObject({ state: "succeeded", records_deleted: 0 });
      expect(await stored(kind, one.Id)).toEqual({ active: false, deleted_at: null, versions: 1 });
      expect(await disagreements(books)).toEqual([]);

      save(true);
      expect((await books.sync()).row).toMatchObject({ state: "succeeded", records_deleted: 0 });
      expect(await stored(kind, one.Id)).toEqual({ active: true, deleted_at: null, versions: 2 });
      expect(await disagreements(books)).toEqual([]);

      save(false);
      expect((await books.sync({ kind: "full" })).row).toMatchObject({
        state: "succeeded",
        records_deleted: 0,
      });
      expect(await stored(kind, one.Id)).toMatchObject({ active: false, deleted_at: null });
    },
  );
});
