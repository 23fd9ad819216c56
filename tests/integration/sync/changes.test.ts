import { describe, expect, test } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import { parseSyncId, parseUserId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { approveRun } from "#lib/runs/approve-run.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const openBooks = booksOfAFile();

/** A company whose books have been imported whole. */
async function openInStep(...wishes: Parameters<typeof openBooks>): Promise<SandboxBooks> {
  const books = await openBooks(...wishes);
  const { row } = await books.sync({ kind: "full" });
  expect(row).toMatchObject({ state: "succeeded", error_detail: null });
  return books;
}

const dayMs = 24 * 60 * 60 * 1000;

describe("changes", () => {
  test.each(["newest-kept", "oldest-kept"] as const)(
    "of more than one answer holds are all imported, whichever 1,000 come (%s), in ten calls at most",
    async (cdcTruncates) => {
      const books = await openInStep({ size: 3000 });
      books.running.sandbox.switches.set({ cdcTruncates });
      books.running.sandbox.activity.edit(books.company, 1200, 5);
      let calls = 0;
      books.intercept = (_, send) => {
        calls += 1;
        return send();
      };
      const { row } = await books.sync();
      expect(row).toMatchObject({ state: "succeeded", error_detail: null });
      expect(calls).toBeLessThanOrEqual(10);
      expect(await disagreements(books)).toEqual([]);
    },
  );

  test("from further back than QuickBooks looks are imported, deletions too", async () => {
    const books = await openInStep({ size: 2000 });
    books.running.sandbox.activity.edit(books.company, 150, 9);
    books.running.sandbox.clock.advance(40 * dayMs);
    books.running.sandbox.activity.edit(books.company, 20, 10);
    const { row } = await books.sync();
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
  });

  test("of types that change data capture leaves out are asked for once a day", async () => {
    const books = await openInStep();
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ metered_calls: 1 });
    books.running.sandbox.clock.advance(dayMs);
    const daily = await books.sync();
    expect(daily.row["state"]).toBe("succeeded");
    expect(daily.row["metered_calls"]).toBeGreaterThan(3);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ metered_calls: 1 });
  });

  test("are found by a company that QuickBooks refuses a type in change data capture", async () => {
    const books = await openInStep();
    books.running.sandbox.switches.set({ cdcInventoryAdjustment: false });
    books.running.sandbox.activity.edit(books.company, 50, 3);
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({ metered_calls: 1, api_calls: 1 });
  });

  test("of a type that is refused in passing, or without a reason, are asked for as before afterwards", async () => {
    const books = await openInStep();
    books.running.sandbox.activity.edit(books.company, 50, 3);
    books.intercept = (request, send) =>
      request.path === "cdc" &&
      String(request.query?.["entities"]).includes("Payment") &&
      request.query?.["entities"] !== "Account"
        ? Promise.reject(new AppError("quickbooks.rejected", "a fault without a code"))
        : send();
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    const asked: string[] = [];
    books.intercept = (request, send) => {
      if (request.path === "cdc") asked.push(String(request.query?.["entities"]));
      return send();
    };
    books.running.sandbox.activity.edit(books.company, 50, 4);
    expect((await books.sync()).row).toMatchObject({ state: "succeeded" });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.split(",")).toContain("Payment");
    expect(await disagreements(books)).toEqual([]);
  });

  test("a record that is reported as deleted and lives is asked for, and stays", async () => {
    const books = await openInStep();
    const [invoice] = books.company.scan("Invoice", { order: "id", limit: 1 });
    if (!invoice) throw new Error("no invoice");
    books.intercept = async (request, send) => {
      const reply = await send();
      if (request.path !== "cdc") return reply;
      const MetaData = { LastUpdatedTime: invoice.MetaData.LastUpdatedTime };
      const stub = { domain: "QBO", status: "Deleted", Id: invoice.Id, MetaData };
      return { ...reply, body: { CDCResponse: [{ QueryResponse: [{ Invoice: [stub] }] }] } };
    };
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      records_deleted: 0,
      metered_calls: 2,
    });
    expect(await disagreements(books)).toEqual([]);
  });

  test("a record that was marked as deleted and shows up again is restored, and both are in its history", async () => {
    const books = await openInStep();
    const [invoice] = books.company.scan("Invoice", { order: "id", limit: 1 });
    if (!invoice) throw new Error("no invoice");
    await asSystem((sql) =>
      sql.query(
        `UPDATE transactions SET deleted_at = now() - interval '1 day' WHERE company_id = $1 AND type = 'invoice' AND source_id = $2`,
        [books.ours.companyId, invoice.Id],
      ),
    );
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", records_changed: 1 });
    expect(await disagreements(books)).toEqual([]);
    expect(await historyOf(books, "invoice", invoice.Id)).toEqual(["restored"]);
  });
});

describe("a run that would mark a large share of the books as deleted", () => {
  test("is one beyond a fifth of them: below that, deletions are marked without asking", async () => {
    const books = await openInStep();
    const gone = deleteMany(books, 0.1);
    expect((await books.sync()).outcome).toEqual({ kind: "finished", state: "succeeded" });
    expect(await countDeleted(books)).toBe(gone);
  });

  test("marks nothing, is held until a person approves, and then goes on", async () => {
    const books = await openInStep();
    const gone = deleteMany(books, 0.3);
    const stored = await books.sync();
    expect(stored.outcome).toEqual({ kind: "finished", state: "awaiting_approval" });
    expect(stored.row["error_code"]).toBe("sync.mass_deletion");
    expect(await countDeleted(books)).toBe(0);

    await withTenant(books.ours.organizationId, (sql) =>
      approveRun(sql, parseSyncId(stored.syncId), parseUserId("018f0000-0000-7000-8000-000000000001")),
    );
    const outcome = await runSync(parseSyncId(stored.syncId), books.dependencies);
    expect(outcome).toEqual({ kind: "finished", state: "succeeded" });
    expect(await countDeleted(books)).toBe(gone);
    expect(await disagreements(books)).toEqual([]);
  });
});

describe("a merge", () => {
  test("re-points what referred to the lost name, without a webhook", async () => {
    const books = await openInStep();
    const [winner, loser] = customersWithInvoices(books);
    expect(books.company.merge("Customer", winner, loser).kind).toBe("written");
    expect((await books.sync()).row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    expect(await mergedInto(books, loser)).toBe(winner);
    expect(await historyOf(books, "customer", loser)).toEqual(["deleted", "merged"]);
    const { rowCount } = await asSystem((sql) =>
      sql.query(
        "SELECT FROM transactions WHERE company_id = $1 AND party_kind = 'customer' AND party_id = $2",
        [books.ours.companyId, loser],
      ),
    );
    expect(rowCount).toBe(0);
  });

  test("that a webhook told of costs no call of its own", async () => {
    const books = await openInStep();
    const [winner, loser] = customersWithInvoices(books);
    books.company.merge("Customer", winner, loser);
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity,
           operation, source_id, deleted_id, occurred_at)
         VALUES ('one', $1, $2, 'x', 'customer', 'merged', $3, $4, now())`,
        [books.ours.organizationId, books.ours.companyId, winner, loser],
      ),
    );
    expect((await books.sync({ trigger: "schedule" })).row).toMatchObject({
      state: "succeeded",
      metered_calls: 1,
    });
    expect(await disagreements(books)).toEqual([]);
    expect(await mergedInto(books, loser)).toBe(winner);
  });
});

describe("a record", () => {
  test("that is voided keeps what it was, marked as voided", async () => {
    const books = await openInStep();
    const invoice = [...books.company.scan("Invoice", { order: "id" })].find(
      (one) => Number(one["Balance"]) > 0,
    );
    if (!invoice) throw new Error("no open invoice");
    const body = { Id: invoice.Id, SyncToken: invoice.SyncToken };
    expect(books.company.write({ entity: "Invoice", operation: "void", body, actor: "person" }).kind).toBe(
      "written",
    );
    await books.sync();
    expect(await historyOf(books, "invoice", invoice.Id)).toEqual(["voided"]);
    expect(await disagreements(books)).toEqual([]);
  });

  test("of which only derived figures moved is stored, and is no edit", async () => {
    const books = await openInStep();
    const invoice = [...books.company.scan("Invoice", { order: "id" })].find(
      (one) => Number(one["Balance"]) > 0,
    );
    if (!invoice) throw new Error("no open invoice");
    const body = {
      CustomerRef: invoice["CustomerRef"],
      TotalAmt: 1,
      Line: [{ Amount: 1, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }],
    };
    expect(books.company.write({ entity: "Payment", operation: "save", body, actor: "person" }).kind).toBe(
      "written",
    );
    const { row } = await books.sync();
    expect(row["records_derived_only"]).toBeGreaterThan(0);
    expect(await historyOf(books, "invoice", invoice.Id)).toEqual([]);
    expect(await disagreements(books)).toEqual([]);
  });

  test("that is asked for by itself is brought up to date, and marked when it is gone", async () => {
    const books = await openInStep();
    const [kept, lost] = [...books.company.scan("Estimate", { order: "id", limit: 2 })];
    if (!kept || !lost) throw new Error("no estimates");
    const save = { ...kept, PrivateNote: "seen", sparse: false };
    books.company.write({ entity: "Estimate", operation: "save", body: save, actor: "person" });
    books.company.write({ entity: "Estimate", operation: "delete", body: { ...lost }, actor: "person" });
    const records = [kept, lost].map((one) => ({ recordType: "estimate" as const, sourceId: one.Id }));
    const { row } = await books.sync({ records });
    expect(row).toMatchObject({
      state: "succeeded",
      records_changed: 1,
      records_deleted: 1,
      metered_calls: 1,
    });
  });
});

function deleteMany(books: SandboxBooks, share: number): number {
  let deleted = 0;
  const wanted = 600 * share;
  for (const entity of [
    "Estimate",
    "PurchaseOrder",
    "Purchase",
    "Transfer",
    "JournalEntry",
    "TimeActivity",
    "SalesReceipt",
    "Invoice",
    "Bill",
  ]) {
    for (const row of [...books.company.scan(entity, { order: "id" })]) {
      if (deleted >= wanted) return deleted;
      const body = { Id: row.Id, SyncToken: row.SyncToken };
      if (books.company.write({ entity, operation: "delete", body, actor: "person" }).kind === "deleted")
        deleted += 1;
    }
  }
  return deleted;
}

async function countDeleted(books: SandboxBooks): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ count: number }>(
      "SELECT count(*)::integer AS count FROM transactions WHERE company_id = $1 AND deleted_at IS NOT NULL",
      [books.ours.companyId],
    ),
  );
  return rows[0]?.count ?? -1;
}

function customersWithInvoices(books: SandboxBooks): [string, string] {
  const ids = new Set(
    [...books.company.scan("Invoice", { order: "id" })].map((one) =>
      String(Reflect.get(Object(one["CustomerRef"]), "value")),
    ),
  );
  const parents = new Set(
    [...books.company.scan("Customer", { order: "id" })].map((one) =>
      String(Reflect.get(Object(one["ParentRef"]), "value")),
    ),
  );
  const [winner, loser] = [...ids].filter((id) => !parents.has(id));
  if (!winner || !loser) throw new Error("no two customers with invoices");
  return [winner, loser];
}

async function mergedInto(books: SandboxBooks, customer: string): Promise<string | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ merged_into_id: string | null }>(
      "SELECT merged_into_id FROM entities WHERE company_id = $1 AND kind = 'customer' AND source_id = $2",
      [books.ours.companyId, customer],
    ),
  );
  return rows[0]?.merged_into_id ?? null;
}

async function historyOf(books: SandboxBooks, recordType: string, id: string): Promise<readonly string[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ replaced_by: string }>(
      `SELECT replaced_by FROM record_versions WHERE company_id = $1 AND record_type = $2 AND source_id = $3
       ORDER BY version`,
      [books.ours.companyId, recordType, id],
    ),
  );
  return rows.map((row) => row.replaced_by);
}
