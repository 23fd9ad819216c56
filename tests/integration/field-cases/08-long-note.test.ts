// Attachable.Note holds 2,000 characters. In Chinese those are 6,000 bytes, which a btree's index row of
// 2,704 bytes does not hold: SQLSTATE 54000 (payloadcms/payload#8787, OCA/OpenUpgrade#3885).

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { RecordAdjustments } from "#components/records/record-adjustments.tsx";
import { RecordTable } from "#components/records/record-table.tsx";
import { recordDetail } from "#lib/contracts/records.ts";
import { asSystem } from "#lib/db/scope.ts";
import { arriveRecords, wireHeader } from "#tests/support/arriving-records.ts";
import { firmBooksOfAFile } from "#tests/support/firm-books.ts";

const openBooks = firmBooksOfAFile();

/** Characters of the common plane in an order that nothing compresses. */
const chinese = (length: number): string =>
  Array.from({ length }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_900))).join("");

test("a note of 2,000 Chinese characters is taken, shown, found, and kept whole", async () => {
  const note = chinese(2000);
  const { books, list, open, search } = await openBooks();
  await arriveRecords(books, { Attachable: [{ ...wireHeader("9901"), Note: note }] });

  const record = recordDetail.parse(JSON.parse(JSON.stringify(await open("attachable", "9901"))));
  expect(record.source).toMatchObject({ Id: "9901", Note: note });
  expect(record.fullName).toBe(note);
  expect(record.title).toBe(`${note.slice(0, 499)}…`);
  expect(record.adjustments.map((one) => one.path)).toEqual(["Note"]);
  expect(renderToStaticMarkup(createElement(RecordAdjustments, { record }))).toContain("Adjusted on import");

  // Also by what stands at its end.
  expect(await search("attachable", note.slice(1900, 1990))).toEqual(["9901"]);
  const { records } = await list("attachable");
  const { companyId } = books.ours;
  const table = { companyId, recordType: "attachable", homeCurrency: "USD", records, lit: -1 } as const;
  expect(renderToStaticMarkup(createElement(RecordTable, table))).toContain(note.slice(0, 400));
});

test("names, numbers and ids as long cost nothing but their end, and no other record", async () => {
  const long = chinese(6000);
  const { books, open } = await openBooks();
  await arriveRecords(books, {
    Customer: [
      { ...wireHeader("9902"), DisplayName: long, FullyQualifiedName: long, Notes: long },
      { ...wireHeader("9903"), DisplayName: "An ordinary customer" },
    ],
    Invoice: [
      {
        ...wireHeader("9904"),
        DocNumber: long,
        PrivateNote: long,
        CustomerRef: { value: "9902", name: long },
        Line: [{ Amount: 1, Description: long, LinkedTxn: [{ TxnId: long, TxnType: long }] }],
      },
    ],
  });
  expect((await open("customer", "9902")).title).toHaveLength(500);
  expect((await open("customer", "9903")).title).toBe("An ordinary customer");
  const invoice = await open("invoice", "9904");
  expect(invoice).toMatchObject({ memo: long, source: { DocNumber: long } });
  expect(invoice.adjustments.map((one) => one.path)).toEqual(
    expect.arrayContaining(["DocNumber", "CustomerRef.name", "Line[0].LinkedTxn[0].TxnId"]),
  );
});

test("what PostgreSQL refuses inside of JSON hides neither the record nor its list", async () => {
  const odd = "before\0after \ud83d alone";
  const { books, list, open } = await openBooks();
  await arriveRecords(books, {
    Purchase: [
      { ...wireHeader("9905"), PaymentType: "CreditCard", Credit: "true", DocNumber: odd, PrivateNote: odd },
    ],
    TimeActivity: [{ ...wireHeader("9906"), NameOf: odd, Description: odd, CustomerRef: odd, Hours: odd }],
    Customer: [{ ...wireHeader("9907"), DisplayName: odd, CurrencyRef: odd }],
    Transfer: [{ ...wireHeader("9908"), Amount: odd, ToAccountRef: odd, FromAccountRef: { value: odd } }],
    Deposit: [{ ...wireHeader("9909"), CashBack: odd, Line: odd, TxnDate: "0000-00-00" }],
  });
  for (const [recordType, id] of [
    ["purchase", "9905"],
    ["time_activity", "9906"],
    ["customer", "9907"],
    ["transfer", "9908"],
    ["deposit", "9909"],
  ] as const) {
    const record = recordDetail.parse(JSON.parse(JSON.stringify(await open(recordType, id))));
    expect(record.adjustments.length).toBeGreaterThan(0);
    const { records } = await list(recordType, { search: id });
    expect(records.map((one) => one.sourceId)).toContain(id);
    const { companyId } = books.ours;
    renderToStaticMarkup(
      createElement(RecordTable, { companyId, recordType, homeCurrency: "USD", records, lit: -1 }),
    );
  }
  expect((await open("purchase", "9905")).isCredit).toBe(true);
  const { rows } = await asSystem((sql) =>
    sql.query<{ source: string }>(
      "SELECT source::text FROM transactions WHERE company_id = $1 AND source_id = '9905'",
      [books.ours.companyId],
    ),
  );
  expect(JSON.parse(rows[0]?.source ?? "")).toMatchObject({ DocNumber: odd });
});
