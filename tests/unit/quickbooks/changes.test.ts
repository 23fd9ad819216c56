import { describe, expect, it } from "vitest";

import { parseChanges } from "../../../lib/quickbooks/changes.ts";
import { isWireRecord } from "../../../lib/quickbooks/wire/wire-record.ts";
import { recordedExchanges } from "../../support/recorded.ts";

const live = (id: string): object => ({ Id: id, SyncToken: "0", MetaData: {} });
const stub = (id: string): object => ({
  domain: "QBO",
  status: "Deleted",
  Id: id,
  MetaData: { LastUpdatedTime: "2026-08-16T10:51:02-07:00" },
});
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
    ["several empty groups", answer({}, {}, {})],
    ["no group", answer()],
    ["no inner list", { CDCResponse: [{}] }],
    ["nothing at all", { CDCResponse: [] }],
  ])("are none in an answer with %s", (_, body) => {
    expect(parseChanges(body, null)).toEqual({
      changed: new Map(),
      deleted: [],
      total: 0,
      maybeTruncated: false,
      time: null,
    });
  });

  it("may be deletions only, in a group without counts, or one without a time", () => {
    const bare = { status: "Deleted", Id: "9" };
    expect(parseChanges(answer({ Invoice: [bare, stub("8")] }), null).deleted).toMatchObject([
      { recordType: "invoice", sourceId: "9", deletedAt: null },
      { recordType: "invoice", sourceId: "8" },
    ]);
  });

  it("of one type may come in several groups, and of types that we do not hold in any", () => {
    const changes = parseChanges(
      answer({ Invoice: [live("1")] }, { Invoice: [live("2")] }, { Hologram: [live("3")] }),
      null,
    );
    expect(changes.changed.get("invoice")).toHaveLength(2);
    expect(changes.changed.size).toBe(1);
    expect(changes.total).toBe(3);
  });

  it("that are a thousand may be more", () => {
    const many = Array.from({ length: 999 }, (_, index) => live(String(index)));
    expect(parseChanges(answer({ Invoice: many }), null).maybeTruncated).toBe(false);
    expect(parseChanges(answer({ Invoice: many, Bill: [stub("1")] }), null).maybeTruncated).toBe(true);
  });

  it("are never read from an answer that is none", () => {
    for (const body of [{}, { CDCResponse: {} }, { CDCResponse: [1] }, answer({ Invoice: [1] }), answer(7)]) {
      expect(() => parseChanges(body, null)).toThrow(
        expect.objectContaining({ code: "quickbooks.malformed" }),
      );
    }
  });

  it("are read from the answers that were recorded", () => {
    for (const { body } of recordedExchanges().filter(({ uri }) => uri.includes("/cdc"))) {
      const parsed: unknown = JSON.parse(body);
      if (!isWireRecord(parsed)) throw new Error("a recorded answer is an object");
      expect(parseChanges(parsed, null).changed.get("estimate")).toHaveLength(4);
    }
  });
});
