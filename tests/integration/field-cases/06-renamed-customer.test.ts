// A rename does not move LastUpdatedTime of the documents that show the name, and QuickBooks shows the new
// name on all of them. Seen in odoo/odoo#59413.

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { RecordTable } from "#components/records/record-table.tsx";
import type { RecordType } from "#lib/books/record-type.ts";
import type { RecordDetail } from "#lib/contracts/records.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { SyncRequest } from "#lib/runs/request/run-scope.ts";
import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile, type FirmBooks } from "#tests/support/firm-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const openBooks = firmBooksOfAFile();

function rename({ books }: FirmBooks, entity: string, id: string, name: string): void {
  const field = "DisplayName" in read(books, entity, id) ? "DisplayName" : "Name";
  const body = { ...read(books, entity, id), [field]: name, sparse: false };
  expect(books.company.write({ entity, operation: "save", body, actor: "person" }).kind).toBe("written");
}

function read(books: FirmBooks["books"], entity: string, id: string) {
  const record = [...books.company.scan(entity, { order: "id" })].find((one) => one.Id === id);
  if (!record) throw new Error(`no ${entity} ${id}`);
  return record;
}

/** A document that a column of `table` leads from to a name that is not part of another. */
async function documentOf({ books }: FirmBooks, kind: string, table: string, column: string, where = "TRUE") {
  const { rows } = await asSystem((sql) =>
    sql.query<{ type: RecordType; document: string; id: string; name: string }>(
      `SELECT d.type, d.source_id AS document, e.source_id AS id, e.name FROM ${table} d
         JOIN entities e ON e.company_id = d.company_id AND e.kind = $2 AND e.source_id = d.${column}
         JOIN transactions t ON t.company_id = d.company_id AND t.type = d.type AND t.source_id = d.source_id
        WHERE d.company_id = $1 AND ${where} AND e.active AND e.parent_source_id IS NULL AND t.deleted_at IS NULL
          AND d.type NOT IN ('recurring_transaction')
        ORDER BY d.type, d.source_id LIMIT 1`,
      [books.ours.companyId, kind],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error(`no document refers to a ${kind}`);
  return row;
}

const parties = [
  ["customer", "Customer"],
  ["vendor", "Vendor"],
  ["employee", "Employee"],
] as const;

const ways: readonly (readonly [string, Partial<SyncRequest>])[] = [
  ["change data capture", { trigger: "schedule" }],
  ["a webhook", { trigger: "webhook" }],
  ["a full sync", { kind: "full" }],
];

describe.each(ways)("after the rename came by %s", (_, request) => {
  test.each(someOf(2, parties))(
    "a %s shows and is found under the new name on old documents",
    async (kind, entity) => {
      const firm = await openBooks();
      const { books, list, search, open } = firm;
      const { type, document, id, name } = await documentOf(
        firm,
        kind,
        "transactions",
        "party_id",
        `d.party_kind = '${kind}'`,
      );
      const renamed = "Zoë Ångström (new owner)";
      rename(firm, entity, id, renamed);
      const asked: string[] = [];
      books.intercept = (call, send) => {
        asked.push(call.path);
        return send();
      };
      expect((await books.sync(request)).row).toMatchObject({ state: "succeeded" });
      if (request.kind === undefined) expect(asked).toEqual(["cdc"]);

      expect(await search(type, "new owner")).toContain(document);
      expect(await search(type, "ZOË ÅNGSTRÖM")).toContain(document);
      expect(await search(type, "Zoe\u0308 A\u030Angstro\u0308m")).toContain(document);
      expect(await search(type, name)).not.toContain(document);
      const { records } = await list(type, { search: "new owner" });
      expect(records.find(({ sourceId }) => sourceId === document)?.party).toBe(renamed);
      expect((await open(type, document)).partyReference?.name).toBe(renamed);
      const html = renderToStaticMarkup(
        createElement(RecordTable, {
          companyId: books.ours.companyId,
          recordType: type,
          homeCurrency: "USD",
          records,
          lit: -1,
        }),
      );
      expect(html).toContain(renamed);
      expect(await search(kind, "new owner")).toContain(id);
    },
  );
});

const onLines: readonly (readonly [
  string,
  string,
  string,
  (line: RecordDetail["lines"][number]) => unknown,
])[] = [
  ["item", "Item", "item_id", (line) => line.item?.name],
  ["account", "Account", "account_id", (line) => line.account?.name],
  ["class", "Class", "class_id", (line) => line.class?.name],
  ["customer", "Customer", "party_id", (line) => line.party?.name],
];

test.each(onLines)(
  "a renamed %s shows on the lines of old documents",
  async (kind, entity, column, nameOf) => {
    const firm = await openBooks();
    const where = kind === "customer" ? "d.party_kind = 'customer'" : "TRUE";
    const { type, document, id } = await documentOf(firm, kind, "transaction_lines", column, where);
    rename(firm, entity, id, "Renamed since");
    expect((await firm.books.sync()).row).toMatchObject({ state: "succeeded" });
    expect((await firm.open(type, document)).lines.map(nameOf)).toContain("Renamed since");
  },
);

test.each([
  ["account", "Account", "account_id"],
  ["department", "Department", "department_id"],
] as const)("a renamed %s shows in the header of old documents", async (kind, entity, column) => {
  const firm = await openBooks();
  const { type, document, id } = await documentOf(firm, kind, "transactions", column);
  rename(firm, entity, id, "Renamed since");
  expect((await firm.books.sync()).row).toMatchObject({ state: "succeeded" });
  const record = await firm.open(type, document);
  expect(record[kind]?.name).toBe("Renamed since");
});

test("a renamed parent shows in the path of what is below it", async () => {
  const firm = await openBooks();
  const { rows } = await asSystem((sql) =>
    sql.query<{ id: string; child: string; name: string }>(
      `SELECT parent_source_id AS id, source_id AS child, name FROM entities
        WHERE company_id = $1 AND kind = 'customer' AND parent_source_id IS NOT NULL LIMIT 1`,
      [firm.books.ours.companyId],
    ),
  );
  const [found] = rows;
  if (!found) throw new Error("no customer below another");
  rename(firm, "Customer", found.id, "Renamed parent");
  await firm.books.sync();
  expect((await firm.open("customer", found.child)).fullName).toBe(`Renamed parent:${found.name}`);
});

test("a party that was never read shows and is found under the name in the document", async () => {
  const firm = await openBooks();
  await arriveRecords(firm.books, {
    Invoice: [
      {
        ...wireHeader("990100"),
        DocNumber: "LOST-1",
        TxnDate: "2026-11-10",
        TotalAmt: 10,
        CustomerRef: { value: "990999", name: "Café Zürich" },
        Line: [
          {
            Id: "1",
            Amount: 10,
            DetailType: "SalesItemLineDetail",
            SalesItemLineDetail: { ItemRef: { value: "990998", name: "Unread item" } },
          },
        ],
      },
    ],
  });
  expect(await firm.search("invoice", "café zürich")).toEqual(["990100"]);
  const record = await firm.open("invoice", "990100");
  expect([record.party, record.partyReference?.name, record.lines[0]?.item?.name]).toEqual([
    "Café Zürich",
    "Café Zürich",
    "Unread item",
  ]);
});
