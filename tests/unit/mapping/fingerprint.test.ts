import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RecordType } from "#lib/books/record-type.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { listRecord, transactionRecord } from "./samples.ts";

const hashes = (recordType: RecordType, record: WireRecord): { content: string; edit: string } => {
  const { row } = mapRecord(recordType, record);
  return { content: row.contentHash, edit: row.editHash };
};

const invoice = (members: WireRecord = {}): WireRecord => transactionRecord(members);

/** Members of names that no mapping reads. */
const extras = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 6 }).map((name) => `X${name}`),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 5 },
);

/** JSON's own values, so that -0 and undefined play no part. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

describe("the hashes of a record", () => {
  it("are 16 bytes each, as hexadecimal digits", () => {
    const { row } = mapRecord("invoice", invoice());
    expect(row.contentHash).toMatch(/^[0-9a-f]{32}$/);
    expect(row.editHash).toMatch(/^[0-9a-f]{32}$/);
  });

  it("are equal exactly when the contents are equal", () => {
    // Few keys and values, so that equal contents come up about as often as unequal ones.
    const value = fc.constantFrom<unknown>(
      0,
      1,
      "0",
      "1",
      "",
      null,
      true,
      [],
      ["0"],
      [0, 1],
      {},
      { a: 0 },
      { a: "0" },
    );
    const members = fc.dictionary(fc.constantFrom("XA", "XB"), value, { maxKeys: 2, noNullPrototype: true });
    let equal = 0;
    fc.assert(
      fc.property(members, members, (one, other) => {
        const same = isDeepStrictEqual(one, other);
        if (same) equal += 1;
        expect(hashes("invoice", invoice(one)).content === hashes("invoice", invoice(other)).content).toBe(
          same,
        );
      }),
      { numRuns: 2000 },
    );
    expect(equal).toBeGreaterThan(10);
  });

  it("do not depend on the order of keys", () => {
    fc.assert(
      fc.property(extras, (members) => {
        const record = asJson(invoice(members)) as WireRecord;
        expect(hashes("invoice", shuffled(record) as WireRecord)).toEqual(hashes("invoice", record));
      }),
    );
  });

  it("depend on the order of lines", () => {
    const one = { Amount: 1, DetailType: "DescriptionOnly" };
    const two = { Amount: 2, DetailType: "DescriptionOnly" };
    const there = hashes("invoice", invoice({ Line: [one, two] }));
    expect(hashes("invoice", invoice({ Line: [two, one] })).edit).not.toBe(there.edit);
  });

  it("tell text from number, empty from absent, and where one value ends and the next begins", () => {
    const variants = [
      { X: "1" },
      { X: 1 },
      { X: true },
      { X: null },
      { X: "" },
      {},
      { X: [] },
      { X: {} },
      { X: ["a", "b"] },
      { X: ["ab"] },
      { X: ["a", ["b"]] },
      { X: "a", Y: "b" },
      { X: "aY", Yb: "" },
    ];
    const seen = new Set(variants.map((members) => hashes("invoice", invoice(members)).content));
    expect(seen.size).toBe(variants.length);
  });
});

describe("what QuickBooks moves by itself", () => {
  const derived: readonly (readonly [RecordType, WireRecord])[] = [
    ["invoice", { Balance: 12 }],
    ["invoice", { LinkedTxn: [{ TxnId: "9", TxnType: "Payment" }] }],
    ["payment", { UnappliedAmt: 3 }],
    ["credit_memo", { RemainingCredit: 3 }],
    ["reimburse_charge", { HasBeenInvoiced: true }],
  ];
  it.each(derived)("changes the content of a %s, not what a person edits (%j)", (recordType, members) => {
    const before = hashes(recordType, transactionRecord());
    const after = hashes(recordType, transactionRecord(members));
    expect(after.edit).toBe(before.edit);
    expect(after.content).not.toBe(before.content);
  });

  it("shows in the content of a customer when only the time of its last change moved", () => {
    const named = { DisplayName: "Amy", Balance: 1 };
    const before = hashes("customer", listRecord(named));
    const later = { MetaData: { LastUpdatedTime: "2026-04-01T00:00:00-07:00" } };
    const after = hashes("customer", listRecord({ ...named, ...later }));
    expect(after.edit).toBe(before.edit);
    expect(after.content).not.toBe(before.content);
  });

  it("is no edit of an account or an item either", () => {
    expect(hashes("account", listRecord({ Name: "Bank", CurrentBalance: 1 })).edit).toBe(
      hashes("account", listRecord({ Name: "Bank", CurrentBalance: 2, SyncToken: "3" })).edit,
    );
    expect(hashes("item", listRecord({ Name: "Pump", QtyOnHand: 1 })).edit).toBe(
      hashes("item", listRecord({ Name: "Pump", QtyOnHand: 2 })).edit,
    );
  });

  it("leaves links that were signed anew out of both hashes of an attachment", () => {
    const file = {
      FileName: "a.png",
      TempDownloadUri: "https://one",
      ThumbnailTempDownloadUri: "https://two",
    };
    const again = { ...file, TempDownloadUri: "https://three", ThumbnailTempDownloadUri: "https://four" };
    expect(hashes("attachable", listRecord(again))).toEqual(hashes("attachable", listRecord(file)));
  });

  it("still shows an edit of a name, a line or a field that nobody knows", () => {
    const before = hashes("invoice", invoice({ PrivateNote: "a" })).edit;
    expect(hashes("invoice", invoice({ PrivateNote: "b" })).edit).not.toBe(before);
    expect(hashes("invoice", invoice({ PrivateNote: "a", NewField: 1 })).edit).not.toBe(before);
    const linked = { Amount: 1, LinkedTxn: [{ TxnId: "1", TxnType: "Invoice" }] };
    const other = { Amount: 1, LinkedTxn: [{ TxnId: "2", TxnType: "Invoice" }] };
    expect(hashes("payment", transactionRecord({ Line: [linked] })).edit).not.toBe(
      hashes("payment", transactionRecord({ Line: [other] })).edit,
    );
  });
});
