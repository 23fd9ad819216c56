import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { packTypes } from "#lib/sync/read/pack-types.ts";

const counted = (counts: Partial<Record<RecordType, number>>): ReadonlyMap<RecordType, number> =>
  new Map(Object.entries(counts) as [RecordType, number][]);
const limits = { records: 100, questions: 4 };

describe("types that are read together", () => {
  it("fit one answer, and what people look at first comes first", () => {
    const counts = counted({ term: 5, vendor: 20, invoice: 60, customer: 10, account: 15 });
    expect(packTypes(counts, limits).packs).toEqual([["account", "customer", "invoice", "term"]]);
    expect(packTypes(counts, limits).alone).toEqual(["vendor"]);
    expect(packTypes(counts, { ...limits, records: 110, questions: 9 }).packs).toEqual([
      ["account", "customer", "invoice", "vendor", "term"],
    ]);
  });

  it("are the first that still have room, the largest before the small", () => {
    const counts = counted({ bill: 70, payment: 60, purchase: 40, deposit: 30, term: 1 });
    expect(packTypes(counts, limits).packs).toEqual([
      ["bill", "deposit"],
      ["payment", "purchase"],
    ]);
    expect(packTypes(counts, limits).alone).toEqual(["term"]);
  });

  it("leave out what fills an answer by itself, and what is empty", () => {
    const counts = counted({ invoice: 101, bill: 2000, term: 0, vendor: 3, class: 2 });
    expect(packTypes(counts, limits)).toEqual({ packs: [["vendor", "class"]], alone: ["invoice", "bill"] });
    expect(packTypes(counted({ term: 0 }), limits)).toEqual({ packs: [], alone: [] });
  });

  it("leave room in the answer for records that are made before it is given", () => {
    expect(packTypes(counted({ invoice: 940, term: 5 })).packs).toEqual([["invoice", "term"]]);
    expect(packTypes(counted({ invoice: 940, term: 30 })).packs).toEqual([]);
    expect(packTypes(counted({ invoice: 960, term: 5, class: 1 })).packs).toEqual([["term", "class"]]);
  });

  it("are each read once, and no answer is planned to hold more than it can, whatever the counts", () => {
    const anyCounts = fc.dictionary(fc.constantFrom(...allRecordTypes), fc.nat({ max: 2500 }));
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { packs, alone } = packTypes(counted(counts));
        const countOf = (recordType: RecordType): number => counts[recordType] ?? 0;
        const filled = Object.keys(counts).filter((name) => (counts[name] ?? 0) > 0);
        expect([...packs.flat(), ...alone].toSorted()).toEqual(filled.toSorted());
        for (const pack of packs) {
          expect(pack.length).toBeGreaterThan(1);
          expect(pack.length).toBeLessThanOrEqual(30);
          expect(pack.reduce((sum, one) => sum + countOf(one), 0)).toBeLessThan(1000);
        }
      }),
    );
  });
});
