// QuickBooks merges names, and documents then refer to the winner while their LastUpdatedTime stays. Here no
// webhook says so: the losing name is deleted, or stays as an inactive one.

import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import type { MergeTraces, WireObject } from "#sandbox/company/company.ts";
import { cloudEvents, deliver } from "../intuit-events/signed-delivery.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

async function openInStep(): Promise<SandboxBooks> {
  const books = await openBooks();
  expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded", error_detail: null });
  return books;
}

const entities = [
  "Customer",
  "Vendor",
  "Employee",
  "Account",
  "Item",
  "Class",
  "Department",
  "Term",
  "PaymentMethod",
] as const;
type Entity = (typeof entities)[number];

interface Merged {
  readonly entity: Entity;
  readonly winnerId: string;
  readonly loserId: string;
}

const pattern = (entity: Entity, id: string): string =>
  `"[A-Za-z]*(${entity}Ref|EntityRef|Entity)":\\{("name":"[^"]*",)?"value":"${id}"`;

/** How many of our documents refer to a name. */
async function countReferring(books: SandboxBooks, entity: Entity, id: string): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM transactions
        WHERE company_id = $1 AND deleted_at IS NULL AND source::text ~ $2`,
      [books.ours.companyId, pattern(entity, id)],
    ),
  );
  return rows[0]?.count ?? 0;
}

/** Merges a name that documents refer to into another, where the company has two that QuickBooks lets merge. */
async function mergeOne(books: SandboxBooks, entity: Entity, traces: MergeTraces): Promise<Merged | null> {
  const all: readonly WireObject[] = [...books.company.scan(entity, { order: "id", activeOnly: true })];
  for (const loser of all) {
    // EntityRef holds vendors, customers and employees alike: those ids must not be mixed up here.
    if ((await countReferring(books, entity, loser.Id)) === 0) continue;
    for (const winner of all) {
      if (winner.Id === loser.Id) continue;
      if (books.company.merge(entity, winner.Id, loser.Id, traces).kind === "written")
        return { entity, winnerId: winner.Id, loserId: loser.Id };
    }
  }
  return null;
}

async function mergedInto(books: SandboxBooks, kind: string, id: string): Promise<string | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ merged_into_id: string | null }>(
      "SELECT merged_into_id FROM entities WHERE company_id = $1 AND kind = $2 AND source_id = $3",
      [books.ours.companyId, kind, id],
    ),
  );
  return rows[0]?.merged_into_id ?? null;
}

describe.each(["deleted", "inactive"] as const)("a name that a merge leaves %s", (loser) => {
  test("leaves no document behind: of all lists, in one change sync", async () => {
    const books = await openInStep();
    const merged: Merged[] = [];
    for (const entity of entities) {
      const one = await mergeOne(books, entity, { loser, notice: false });
      if (one) merged.push(one);
    }
    expect(merged.map((one) => one.entity)).toEqual(
      expect.arrayContaining(["Customer", "Vendor", "Item", "Term"]),
    );
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    for (const { entity, winnerId, loserId } of merged) {
      if (entity === "Customer" || entity === "Vendor") {
        expect([entity, await mergedInto(books, entity.toLowerCase(), loserId)]).toEqual([entity, winnerId]);
      }
    }
    // Looked at once: nothing more is asked.
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
  });

  test("leaves no document behind when a full sync meets it", async () => {
    const books = await openInStep();
    for (const entity of entities) await mergeOne(books, entity, { loser, notice: false });
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      error_detail: null,
    });
    expect(await disagreements(books)).toEqual([]);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
  });

  test("leaves no document behind when the merge happens while a full sync reads", async () => {
    const books = await openBooks();
    let merged: Merged | null = null;
    books.intercept = async (request, send) => {
      // All documents have been read by then; what has changed meanwhile is asked for next.
      if (request.path === "cdc" && merged === null) {
        merged = await mergeOne(books, "Customer", { loser, notice: false });
        expect(merged).not.toBeNull();
      }
      return send();
    };
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      error_detail: null,
    });
    books.intercept = null;
    expect(merged).not.toBeNull();
    expect(await disagreements(books)).toEqual([]);
  });
});

describe("a name that is made inactive and keeps its documents", () => {
  test("costs one call more, once, however many there are", async () => {
    const books = await openInStep();
    let count = 0;
    for (const entity of ["Customer", "Vendor"] as const) {
      for (const one of [...books.company.scan(entity, { order: "id", activeOnly: true })]) {
        const body = { ...one, Active: false, sparse: false };
        if (books.company.write({ entity, operation: "save", body, actor: "person" }).kind === "written")
          count += 1;
      }
    }
    expect(count).toBeGreaterThan(10);
    const asked: string[] = [];
    books.intercept = (request, send) => {
      asked.push(request.path);
      return send();
    };
    const { row } = await books.sync({ trigger: "schedule" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(asked).toEqual(["cdc", "batch"]);
    books.intercept = null;
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
    expect(await disagreements(books)).toEqual([]);
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT FROM entities WHERE company_id = $1 AND merged_into_id IS NOT NULL", [
        books.ours.companyId,
      ]),
    );
    expect(rows).toHaveLength(0);
  });
});

test("a webhook's run leaves the look at a name to the run that answers the events which wait", async () => {
  const books = await openInStep();
  const merged = await mergeOne(books, "Vendor", { loser: "deleted", notice: false });
  if (!merged) throw new Error("no vendors to merge");
  await deliver(cloudEvents([{ realmId: books.ours.realmId, sourceId: "1" }]));
  expect((await books.sync({ trigger: "webhook" })).row).toMatchObject({
    state: "succeeded",
    metered_calls: 1,
  });
  expect(await countReferring(books, "Vendor", merged.loserId)).toBeGreaterThan(0);
  await asSystem((sql) =>
    sql.query("UPDATE quickbooks_webhook_events SET state = 'processing' WHERE company_id = $1", [
      books.ours.companyId,
    ]),
  );
  await books.sync({ trigger: "webhook" });
  expect(await countReferring(books, "Vendor", merged.loserId)).toBe(0);
  expect(await disagreements(books)).toEqual([]);
});

test("a run that dies between the two leaves the look at a name to the next one", async () => {
  const books = await openInStep();
  const merged = await mergeOne(books, "Vendor", { loser: "inactive", notice: false });
  if (!merged) throw new Error("no vendors to merge");
  books.intercept = (request, send) => {
    if (request.path === "cdc") return send();
    return Promise.reject(new Error("the process dies"));
  };
  const [died] = await Promise.allSettled([books.sync()]);
  expect(died.status === "fulfilled" ? died.value.row["state"] : died.status).not.toBe("succeeded");
  books.intercept = null;
  await books.sync();
  await books.sync();
  expect(await countReferring(books, "Vendor", merged.loserId)).toBe(0);
  expect(await disagreements(books)).toEqual([]);
});
