import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isAppError } from "#lib/core/app-error.ts";
import { decimalFromNumber, parseDecimal } from "#lib/core/decimal-text.ts";

describe("decimalFromNumber", () => {
  test("gives back every amount of up to 15 digits exactly as Intuit wrote it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (cents) => {
        const sign = cents < 0 ? "-" : "";
        const digits = String(Math.abs(cents)).padStart(3, "0");
        const written = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const read = decimalFromNumber(JSON.parse(written) as number);
        const unpadded = written.replace(/\.?0+$/, "");
        expect(read).toBe(unpadded === "" || unpadded === "-" ? "0" : unpadded);
      }),
    );
  });

  test.each([
    [0, "0"],
    [-0, "0"],
    [1e-7, "0.0000001"],
    [0.1, "0.1"],
    [112.6825, "112.6825"],
  ])("%d becomes %s", (value, text) => {
    expect(decimalFromNumber(value)).toBe(text);
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e21], [0.1 + 0.2], [1234567890123456.7]])(
    "refuses %d instead of rounding it silently",
    (value) => {
      let thrown: unknown;
      try {
        decimalFromNumber(value);
      } catch (failure) {
        thrown = failure;
      }
      expect(isAppError(thrown, "record.unreadable")).toBe(true);
    },
  );
});

describe("parseDecimal", () => {
  test.each(["12.50", "-0.01", "1000"])("keeps %s", (text) => {
    expect(parseDecimal(` ${text} `)).toBe(text);
  });

  test.each(["", "1,000", "1e5", "12.", ".5", "abc", "--1"])("refuses %j", (text) => {
    expect(() => parseDecimal(text)).toThrow("This is not a number.");
  });
});
