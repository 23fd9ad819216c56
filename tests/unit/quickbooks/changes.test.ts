import { describe, expect, it } from "vitest";

import { parseChanges } from "#lib/quickbooks/changes.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { recordedExchanges } from "#tests/support/recorded.ts";

const live = (id: string): object => ({ Id: id, SyncToken: "0", MetaData: {} });
const stub = (id: string): object => ({
  domain: "QBO",
  status: "Deleted",
  Id: id,
  MetaData: { LastUpdatedTime: "2026-08-16T10:51:02-07:00" },
});
const stubTime = { LastUpdatedTime: "2026-08-16T10:51:02-07:00" };
const fault = { Fault: { type: "SystemFault", Error: [{ Message: "An error", code: "10000" }] } };
const asked = ["vendor", "invoice", "bill", "purchase"] as const;
const answer = (...groups: unknown[]): { CDCResponse: unknown[] } => ({
  CDCResponse: [{ QueryResponse: groups }],
});

describe("changes", () => {
  it("are told apart from deletions within a group", () => {
    const changes = parseChanges(
      answer(
        { Vendor: [live("1")], startPosition: 1, maxResults: 1 },
        { Purchase: [live("170"), stub("171")], startPosition: 1, maxResults: 2, totalCount: 2 },
      ),
      ["vendor", "purchase"],
      null,
    );
    expect([...changes.changed.keys()]).toEqual(["vendor", "purchase"]);
    expect(changes.changed.get("purchase")).toEqual([live("170")]);
    expect(changes.deleted).toEqual([
      { recordType: "purchase", sourceId: "171", deletedAt: new Date("2026-08-16T17:51:02Z") },
    ]);
    expect(changes).toMatchObject({ total: 3, maybeTruncated: false });
  });

  it.each([
    ["an empty group", answer({})],
    ["an empty group for each type", answer({}, {}, {}, {})],
    ["no group", answer()],
    ["nothing at all", { CDCResponse: [] }],
  ])("are none in an answer with %s", (_, body) => {
    expect(parseChanges(body, asked, null)).toMatchObject({
      changed: new Map(),
      deleted: [],
      total: 0,
      unread: [],
      maybeTruncated: false,
    });
  });

  it.each([
    ["no inner list", { CDCResponse: [{}] }],
    ["text for an inner list", { CDCResponse: [{ QueryResponse: "none" }] }],
    ["no CDCResponse", {}],
    ["something else than a list", { CDCResponse: {} }],
    ["a fault for all", { CDCResponse: [fault] }],
    ["a fault for each", answer(fault, fault, fault, fault)],
    ["a number", answer(7)],
  ])("are not known of any type from an answer with %s", (_, body) => {
    expect(parseChanges(body, asked, null)).toMatchObject({ unread: asked });
  });

  it.each([
    ["first", [fault, { Vendor: [live("1")] }, {}, {}]],
    ["last", [{}, {}, { Vendor: [live("1")] }, fault]],
    ["twice", [fault, { Vendor: [live("1")] }, fault, {}]],
    ["in other words", [{ error: "no" }, { Vendor: [live("1")] }, {}, {}]],
    ["as null", [null, { Vendor: [live("1")] }, {}, {}]],
    ["as a list", [[], { Vendor: [live("1")] }, {}, {}]],
    ["without its records", [{ startPosition: 1, maxResults: 2 }, { Vendor: [live("1")] }, {}, {}]],
    ["by leaving one out", [{ Vendor: [live("1")] }, {}, {}]],
  ])("are not known of the types without a group of their own when one fails %s", (_, groups) => {
    const changes = parseChanges(answer(...groups), asked, null);
    expect(changes.unread).toEqual(["invoice", "bill", "purchase"]);
    expect(changes.changed.get("vendor")).toHaveLength(1);
  });

  it("are taken for complete where unchanged types have no group", () => {
    expect(parseChanges(answer({ Vendor: [live("1")] }), asked, null).unread).toEqual([]);
  });

  it.each([
    ["is no list", { Bill: { Id: "1" } }],
    ["is text", { Bill: "none" }],
    ["is null", { Bill: null }],
    ["holds what is no object", { Bill: [live("1"), 7] }],
    ["is shorter than it says", { Bill: [live("1")], startPosition: 1, maxResults: 2 }],
    ["has a stub without an Id", { Bill: [{ status: "Deleted", domain: "QBO" }] }],
    ["has a stub with an odd Id", { Bill: [{ status: "Deleted", Id: { value: "3" } }] }],
  ])("are not known of a type whose group %s, and are of the others", (_, group) => {
    const changes = parseChanges(answer({ Vendor: [live("1")] }, group, {}, {}), asked, null);
    expect(changes.unread).toEqual(["bill"]);
    expect(changes.changed.get("vendor")).toHaveLength(1);
  });

  it("tell the fault that stands in a group", () => {
    expect(parseChanges(answer(fault, {}, {}, {}), asked, null).fault).toMatchObject({ faultCode: "10000" });
  });

  it.each([
    ["its Id as a number", { status: "Deleted", Id: 9 }],
    ["its state in another case", { status: "DELETED", Id: "9" }],
    ["a SyncToken", { status: "deleted", Id: "9", SyncToken: "3", MetaData: stubTime }],
    ["a time that is none", { status: "Deleted", Id: "9", MetaData: { LastUpdatedTime: "yesterday" } }],
    ["text for MetaData", { status: "Deleted", Id: "9", MetaData: "x" }],
  ])("hold a deletion to be asked about when a stub has %s", (_, odd) => {
    const changes = parseChanges(answer({ Invoice: [odd] }), ["invoice"], null);
    expect(changes.deleted).toEqual([{ recordType: "invoice", sourceId: "9", deletedAt: null }]);
    expect(changes).toMatchObject({ unread: [], changed: new Map() });
  });

  it("may be deletions only, in a group without counts, or one without a time", () => {
    const bare = { status: "Deleted", Id: "9" };
    expect(parseChanges(answer({ Invoice: [bare, stub("8")] }), ["invoice"], null).deleted).toMatchObject([
      { recordType: "invoice", sourceId: "9", deletedAt: null },
      { recordType: "invoice", sourceId: "8" },
    ]);
  });

  it("of one type may come in several groups, and of types that we do not hold in any", () => {
    const changes = parseChanges(
      answer({ Invoice: [live("1")] }, { Invoice: [live("2")] }, { Hologram: [live("3")] }),
      ["invoice"],
      null,
    );
    expect(changes.changed.get("invoice")).toHaveLength(2);
    expect(changes.changed.size).toBe(1);
    expect(changes.total).toBe(3);
  });

  it("that are a thousand may be more", () => {
    const many = Array.from({ length: 999 }, (_, index) => live(String(index)));
    expect(parseChanges(answer({ Invoice: many }), asked, null).maybeTruncated).toBe(false);
    expect(parseChanges(answer({ Invoice: many, Bill: [stub("1")] }), asked, null).maybeTruncated).toBe(true);
  });

  it("are read from the answers that were recorded", () => {
    for (const { body } of recordedExchanges().filter(({ uri }) => uri.includes("/cdc"))) {
      const parsed: unknown = JSON.parse(body);
      if (!isWireRecord(parsed)) throw new Error("a recorded answer is an object");
      expect(parseChanges(parsed, ["estimate"], null).changed.get("estimate")).toHaveLength(4);
    }
  });
});
