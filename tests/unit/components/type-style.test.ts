import { describe, expect, it } from "vitest";

import {
  differenceOf,
  isCountedSeparately,
  styleOfType,
  usualCountAt,
} from "#components/company/type-style.ts";
import type { RecordTypeStatus } from "#lib/contracts/company.ts";

const status = (change: Partial<RecordTypeStatus> = {}): RecordTypeStatus => ({
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
    expect(differenceOf(status())).toBe(0);
    expect(styleOfType(status()).word).toBe("Matches");
    expect(styleOfType(status({ sourceCount: 49 })).word).toBe("1 missing");
  });

  it("shows no difference where QuickBooks has no count that compares", () => {
    const uncounted = status({ sourceCount: null });
    expect(differenceOf(uncounted)).toBeNull();
    expect(styleOfType(uncounted)).toEqual({ tone: "good", word: "Imported" });
    expect(styleOfType({ ...uncounted, openFailures: 2 }).tone).toBe("warn");
  });

  it("is waiting until it has been counted", () => {
    expect(styleOfType(status({ countedAt: null, sourceCount: null })).tone).toBe("waiting");
  });
});

describe("when QuickBooks counted", () => {
  it("is said once for all types that were counted together", () => {
    const types = ["03:00", "03:01", "03:02"].map((time) =>
      status({ countedAt: `2026-03-01T${time}:00.000Z` }),
    );
    const daily = status({ countedAt: "2026-03-04T03:00:00.000Z" });
    const usual = usualCountAt([...types, daily, status({ countedAt: null })]);
    expect(types.map(({ countedAt }) => isCountedSeparately(countedAt ?? "", usual))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isCountedSeparately(daily.countedAt ?? "", usual)).toBe(true);
    expect(usualCountAt([status({ countedAt: null })])).toBeNull();
  });
});
