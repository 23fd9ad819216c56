import { describe, expect, it } from "vitest";

import { budget } from "#lib/pacing/call-budget.ts";

const monthEndsAt = new Date("2026-12-01T00:00:00Z");
const midMonth = new Date("2026-11-16T00:00:00Z");
const allowance = 1_000;

const stateOf = (used: number, lastWeek = 0, now = midMonth): string =>
  budget(used, lastWeek, allowance, now, monthEndsAt).state;

describe("the month's allowance of metered calls", () => {
  it("is fine below 80 %, warned of from there, and braked from 90 %", () => {
    expect([799, 800, 899, 900, 1_200].map((used) => stateOf(used))).toEqual([
      "fine",
      "warning",
      "warning",
      "throttled",
      "throttled",
    ]);
  });

  it("is forecast from the last seven days to the end of the month", () => {
    expect(budget(300, 70, allowance, midMonth, monthEndsAt).forecast).toBe(300 + 10 * 15);
    expect(budget(300, 0, allowance, midMonth, monthEndsAt).forecast).toBe(300);
  });

  it("is warned of ahead when the forecast exceeds it, but not for a busy first week", () => {
    expect(stateOf(600, 300)).toBe("warning");
    expect(stateOf(200, 700)).toBe("fine");
  });
});
