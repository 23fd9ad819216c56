import { describe, expect, test } from "vitest";

import { countOf, formatShare } from "#components/format/figures.ts";
import { formatMoney, formatSpokenMoney } from "#components/format/money.ts";
import {
  formatDay,
  formatDuration,
  formatExact,
  formatHour,
  formatLeft,
  formatRelative,
} from "#components/format/times.ts";

describe("money on screen", () => {
  test.each([
    ["1234567.5", "USD", "1,234,567.50"],
    ["-1234.5", "USD", "(1,234.50)"],
    ["0", "USD", "0.00"],
    ["-0.00", "USD", "0.00"],
    ["5000", "JPY", "5,000"],
    ["1.234", "KWD", "1.234"],
    ["999999999999999.99", "USD", "999,999,999,999,999.99"],
    ["12.500000", "EUR", "12.50"],
    ["7", "not a currency", "7.00"],
  ])("%s %s reads %s", (amount, currency, shown) => {
    expect(formatMoney(amount, currency)).toBe(shown);
  });

  test("a fraction finer than a cent is shown, not rounded away", () => {
    expect(formatMoney("10.005", "USD")).toBe("10.005");
  });

  test("a negative figure is spoken as one", () => {
    expect(formatSpokenMoney("-12.5", "USD")).toBe("minus 12.50 USD");
  });
});

describe("shares and counts", () => {
  test.each([
    [1, "100%"],
    [0.9999, "99.9%"],
    [0, "0%"],
    [0.0001, "0.1%"],
    [0.9876, "98.8%"],
  ])("a share of %d reads %s", (share, shown) => {
    expect(formatShare(share)).toBe(shown);
  });

  test("one is not many", () => {
    expect([countOf(1, "record"), countOf(1200, "record"), countOf(2, "company", "companies")]).toEqual([
      "1 record",
      "1,200 records",
      "2 companies",
    ]);
  });
});

describe("times on screen", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const away = (seconds: number) => new Date(now.getTime() + seconds * 1000);

  test.each([
    [-3, "just now"],
    [-25, "25 s ago"],
    [-185, "3 min ago"],
    [-7300, "2 h ago"],
    [-86_400, "1 day ago"],
    [-5 * 86_400, "5 days ago"],
    [-90 * 86_400, "Aug 23, 2026"],
    [5, "in a moment"],
    [600, "in 10 min"],
  ])("%d seconds from now reads %s", (seconds, shown) => {
    expect(formatRelative(away(seconds), now)).toBe(shown);
  });

  test.each([
    [-1, "ended"],
    [3600, "1 h left"],
    [98.5 * 86_400, "98 days left"],
    [4.2 * 365 * 86_400, "4 years left"],
    [5 * 365.25 * 86_400 - 60, "5 years left"],
  ])("a limit %d seconds away reads %s", (seconds, shown) => {
    expect(formatLeft(away(seconds), now)).toBe(shown);
  });

  test("the exact time names its zone", () => {
    expect(formatExact(now, "America/Los_Angeles")).toBe("Nov 21, 2026, 4:00:00 AM PST");
  });

  test("a calendar day is the same day in every zone", () => {
    expect(formatDay("2026-01-01")).toBe("Jan 1, 2026");
  });

  test.each([
    [820, "820 ms"],
    [12_450, "12.4 s"],
    [250_000, "4 min 10 s"],
    [7_500_000, "2 h 5 min"],
    [3_600_000, "1 h"],
  ])("%d ms reads %s", (durationMs, shown) => {
    expect(formatDuration(durationMs)).toBe(shown);
  });

  test("midnight and noon are twelve", () => {
    expect([0, 12, 15, 3].map(formatHour)).toEqual(["12 AM", "12 PM", "3 PM", "3 AM"]);
  });
});
