// A small company's types are counted first and read together. Whatever a batch leaves out costs a question of
// its own, and never a record.

import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import type { CallReply, CallRequest } from "#lib/quickbooks/client.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";

const open = booksOfAFile();

function isPages({ path, body }: CallRequest): boolean {
  return path === "batch" && body?.text.includes("SELECT * FROM Account") === true;
}

/** Does something to the items of the batch that accounts come with. */
function spoilPages(
  books: SandboxBooks,
  spoil: (items: readonly WireRecord[]) => readonly unknown[],
): string[] {
  const asked: string[] = [];
  books.intercept = async (request, send): Promise<CallReply> => {
    const reply = await send();
    if (request.path === "query") asked.push(request.query?.["query"] ?? "");
    const items = reply.body["BatchItemResponse"];
    if (!isPages(request) || !Array.isArray(items)) return reply;
    return { ...reply, body: { ...reply.body, BatchItemResponse: spoil(items.filter(isWireRecord)) } };
  };
  return asked;
}

async function expectComplete(books: SandboxBooks): Promise<void> {
  const { row } = await books.sync({ kind: "full" });
  expect(row).toMatchObject({ state: "succeeded", error_detail: null });
  expect(await disagreements(books)).toEqual([]);
}

const holdsAccounts = (item: WireRecord): boolean => {
  const inner = item["QueryResponse"];
  return isWireRecord(inner) && "Account" in inner;
};

describe("a first sync of a small company", () => {
  test.each(["landscaper", "agency"] as const)(
    "takes a handful of requests, and every type is counted (%s)",
    async (profile) => {
      const books = await open({ profile, size: profile === "agency" ? "small" : 2_800 });
      await expectComplete(books);
      const traffic = books.running.sandbox.traffic.report().realms[books.company.realmId];
      // The one of the connect comes on top.
      expect(traffic?.total).toBeLessThanOrEqual(11);
      const { rows } = await asSystem((sql) =>
        sql.query<{ record_type: string }>(
          `SELECT record_type FROM company_record_types
           WHERE company_id = $1 AND offered AND (source_count IS NULL OR source_count <> our_count)`,
          [books.ours.companyId],
        ),
      );
      expect(rows).toEqual([]);
    },
  );

  test("loses none of the records that are made between the count and the answer, however many", async () => {
    const books = await open();
    let made = false;
    books.intercept = (request, send) => {
      if (isPages(request) && !made) {
        made = true;
        for (let index = 0; index < 900; index += 1) {
          const body = { DisplayName: `Made meanwhile ${index}` };
          books.company.write({ entity: "Customer", operation: "save", body, actor: "person" });
        }
      }
      return send();
    };
    await expectComplete(books);
    expect(made).toBe(true);
  });

  const oddities: readonly (readonly [string, (items: readonly WireRecord[]) => readonly unknown[]])[] = [
    ["is missing", (items) => items.filter((item) => !holdsAccounts(item))],
    ["is there twice", (items) => [...items, ...items.filter(holdsAccounts)]],
    [
      "is a fault",
      (items) =>
        items.map((item) =>
          holdsAccounts(item) ? { bId: item["bId"], Fault: { Error: [{ code: "10000" }] } } : item,
        ),
    ],
    [
      "cannot be read",
      (items) => items.map((item) => (holdsAccounts(item) ? { bId: item["bId"], QueryResponse: 7 } : item)),
    ],
  ];

  test.each(oddities)(
    "asks for a type by itself whose part of a batch %s, and for no other",
    async (_, spoil) => {
      const books = await open();
      const asked = spoilPages(books, spoil);
      await expectComplete(books);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain("SELECT * FROM Account");
    },
  );

  test("is complete where QuickBooks takes fewer questions at once than it says", async () => {
    const books = await open();
    books.running.sandbox.switches.set({ batchItems: 10 });
    await expectComplete(books);
  });

  test("is complete where QuickBooks takes no batches at all", async () => {
    const books = await open();
    books.running.sandbox.switches.set({ batchItems: 1 });
    await expectComplete(books);
  });
});
