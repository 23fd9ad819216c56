import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { RecordTypeState } from "#lib/store/types/record-type-state.ts";
import { inParallel } from "#lib/sync/read/ask/in-parallel.ts";
import { mostAttempts, retryAt } from "#lib/sync/schedule/retry-at.ts";
import { splitTypes } from "#lib/sync/read/ask/split-types.ts";
import { coversEverything, readScope, widenScope, type SyncScope } from "#lib/runs/request/run-scope.ts";
import { dueTypes, planChanges, typesOfRun } from "#lib/sync/type-plan.ts";

const recordType = fc.constantFrom(...allRecordTypes);
const scope: fc.Arbitrary<SyncScope> = fc.record({
  types: fc.uniqueArray(recordType, { maxLength: 3 }),
  records: fc.uniqueArray(fc.record({ recordType, sourceId: fc.constantFrom("1", "2", "3") }), {
    maxLength: 3,
    selector: (one) => `${one.recordType} ${one.sourceId}`,
  }),
});

function covers(wide: SyncScope, one: { recordType: RecordType; sourceId: string }): boolean {
  if (coversEverything(wide) || wide.types.includes(one.recordType)) return true;
  return wide.records.some(
    (record) => record.recordType === one.recordType && record.sourceId === one.sourceId,
  );
}

describe("two requests that become one", () => {
  test("cover all that either asked for, in whatever order they came", () => {
    fc.assert(
      fc.property(scope, scope, recordType, fc.constantFrom("1", "2"), (left, right, ofType, sourceId) => {
        const one = { recordType: ofType, sourceId };
        const wanted = covers(left, one) || covers(right, one);
        if (wanted) {
          expect(covers(widenScope(left, right), one)).toBe(true);
          expect(covers(widenScope(right, left), one)).toBe(true);
        }
      }),
    );
  });

  test("stored by an earlier version are read as far as they are known", () => {
    const records = [
      { recordType: "invoice", sourceId: "7" },
      { recordType: "spaceship", sourceId: "1" },
      null,
      3,
    ];
    expect(readScope(["invoice", "spaceship"], records)).toEqual({
      types: ["invoice"],
      records: [{ recordType: "invoice", sourceId: "7" }],
    });
  });
});

describe("types that filled an answer", () => {
  test("are split into two groups that hold all of them, neither of them empty", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(recordType, { minLength: 2 }),
        fc.dictionary(recordType, fc.nat({ max: 1000 })),
        (types, seen) => {
          const counts = new Map(Object.entries(seen).map(([name, count]) => [name as RecordType, count]));
          const [left, right] = splitTypes(types, counts);
          expect([...left, ...right].toSorted()).toEqual(types.toSorted());
          expect(left.length).toBeGreaterThan(0);
          expect(right.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test("leave alone the one that filled most of it", () => {
    const [left] = splitTypes(
      ["customer", "invoice", "bill"],
      new Map([
        ["invoice", 900],
        ["bill", 100],
      ]),
    );
    expect(left).toEqual(["invoice"]);
  });
});

const cursorAt = new Date("2026-11-20T12:00:00Z");
function stateOf(state: Partial<RecordTypeState> & Pick<RecordTypeState, "recordType">): RecordTypeState {
  return {
    offered: true,
    lastAskedAt: null,
    notInCdc: false,
    backfilledAt: cursorAt,
    currentAsOf: cursorAt,
    lastError: null,
    ...state,
  };
}

describe("the plan of a change run", () => {
  const states = new Map(
    [
      stateOf({ recordType: "invoice" }),
      stateOf({ recordType: "bill", currentAsOf: new Date("2026-11-19T12:00:00Z") }),
      stateOf({ recordType: "class", offered: false }),
      stateOf({ recordType: "tax_code" }),
      stateOf({ recordType: "transfer", notInCdc: true }),
      stateOf({ recordType: "payment", backfilledAt: null }),
    ].map((state) => [state.recordType, state]),
  );

  test("asks at once for what is in step, and by itself for what is behind, unread or not reported", () => {
    const types: RecordType[] = ["invoice", "bill", "class", "tax_code", "transfer", "payment", "vendor"];
    expect(planChanges(types, states, cursorAt)).toEqual({
      inStep: ["invoice"],
      behind: ["bill"],
      unread: ["payment", "vendor"],
      notInCdc: ["tax_code", "transfer"],
      notOffered: ["class"],
    });
  });

  test("asks for what is not reported about once a day", () => {
    const notInCdc: RecordType[] = ["tax_code"];
    expect(dueTypes(notInCdc, states, new Date("2026-11-20T20:00:00Z"))).toEqual([]);
    expect(dueTypes(notInCdc, states, new Date("2026-11-21T11:59:00Z"))).toEqual(["tax_code"]);
  });

  test("keeps to what was asked for, else to what the company chose, else takes everything", () => {
    expect(typesOfRun(["bill", "customer"], ["invoice"])).toEqual(["customer", "bill"]);
    expect(typesOfRun([], ["invoice"])).toEqual(["invoice"]);
    expect(typesOfRun([], [])).toEqual(allRecordTypes);
  });

  test("never puts a type into change data capture that Intuit leaves out of it", () => {
    const all = new Map(allRecordTypes.map((one) => [one, stateOf({ recordType: one })]));
    const { inStep } = planChanges(allRecordTypes, all, cursorAt);
    expect(inStep.filter((one) => !intuitEntity(one).inChanges)).toEqual([]);
  });
});

describe("a run that met a passing failure", () => {
  const now = new Date("2026-11-20T12:00:00Z");

  test("waits longer each time, never much longer than two hours, and is given up in the end", () => {
    const waits = Array.from({ length: mostAttempts - 1 }, (_, index) => {
      const at = retryAt("quickbooks.unavailable", index + 1, now, () => 1);
      return (at?.getTime() ?? 0) - now.getTime();
    });
    expect(waits).toEqual(waits.toSorted((left, right) => left - right));
    expect(Math.max(...waits)).toBe(2 * 60 * 60 * 1000);
    expect(retryAt("quickbooks.unavailable", mostAttempts, now)).toBeNull();
  });

  test("gives a throttled company the minute that Intuit asks for, however often", () => {
    const at = retryAt("quickbooks.throttled", 500, now, () => 0);
    expect(at).toEqual(new Date(now.getTime() + 60_000));
  });
});

describe("work on several types at once", () => {
  test("starts nothing new after a failure, and ends before it tells of it", async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const failing = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
      started.push(item);
      await new Promise((resolve) => setImmediate(resolve));
      if (item === 1) throw new Error("first");
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    });
    await expect(failing).rejects.toThrow("first");
    expect(started).toEqual([1, 2]);
    expect(ended).toEqual([2]);
  });
});
