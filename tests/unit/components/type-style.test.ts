import { describe, expect, it } from "vitest";

import { differenceOf, isCountedApart, lookOfType, usualCountAt } from "#components/company/type-style.ts";
import type { RecordTypeStanding } from "#lib/contracts/company.ts";

const standing = (change: Partial<RecordTypeStanding> = {}): RecordTypeStanding => ({
  recordType: "exchange_rate",
  selected: true,
  offered: true,
  notOfferedWhy: null,
  lastAskedAt: null,
  liveCount: 50,
  ourCount: 48,
  sourceCount: 48,
  countedAt: "2026-03-01T03:00:00.000Z",
  currentAsOf: "2026-03-01T03:00:00.000Z",
  backfilledAt: "2026-03-01T03:00:00.000Z",
  lastError: null,
  openFailures: 0,
  ...change,
});

describe("how a type of record stands", () => {
  it("compares both counts as they were at one moment, whatever has come since", () => {
    expect(differenceOf(standing())).toBe(0);
    expect(lookOfType(standing()).word).toBe("Agrees");
    expect(lookOfType(standing({ sourceCount: 49 })).word).toBe("1 missing");
  });

  it("shows no difference where QuickBooks has no count that compares", () => {
    const uncounted = standing({ sourceCount: null });
    expect(differenceOf(uncounted)).toBeNull();
    expect(lookOfType(uncounted)).toEqual({ tone: "good", word: "Taken in" });
    expect(lookOfType({ ...uncounted, openFailures: 2 }).tone).toBe("warn");
  });

  it("is waiting until it has been counted", () => {
    expect(lookOfType(standing({ countedAt: null, sourceCount: null })).tone).toBe("waiting");
  });
});

describe("when QuickBooks counted", () => {
  it("is said once for all types that were counted together", () => {
    const types = ["03:00", "03:01", "03:02"].map((time) =>
      standing({ countedAt: `2026-03-01T${time}:00.000Z` }),
    );
    const daily = standing({ countedAt: "2026-03-04T03:00:00.000Z" });
    const usual = usualCountAt([...types, daily, standing({ countedAt: null })]);
    expect(types.map(({ countedAt }) => isCountedApart(countedAt ?? "", usual))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isCountedApart(daily.countedAt ?? "", usual)).toBe(true);
    expect(usualCountAt([standing({ countedAt: null })])).toBeNull();
  });
});
