import { expect, test } from "vitest";

import { parseCalendarDate } from "#lib/core/calendar-date.ts";

test.each(["2024-02-29", "1999-12-31", "2026-11-21"])("%s is a day", (text) => {
  expect(parseCalendarDate(text)).toBe(text);
});

test.each(["2023-02-29", "2026-13-01", "2026/01/01", "2026-1-1", "", "2026-01-01T00:00:00Z"])(
  "%j is not a day",
  (text) => {
    expect(() => parseCalendarDate(text)).toThrow("This is not a calendar day.");
  },
);
