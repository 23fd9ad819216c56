import { describe, expect, it } from "vitest";

import { parseInstant } from "#lib/quickbooks/wire/instant.ts";

describe("a time of Intuit's", () => {
  it.each([
    ["2015-07-24T10:35:08-07:00", "2015-07-24T17:35:08.000Z"],
    ["2020-09-29T05:58:07.3-07:00", "2020-09-29T12:58:07.300Z"],
    ["2015-10-05T14:42:19-0700", "2015-10-05T21:42:19.000Z"],
    ["2016-10-05T03:09:04.000Z", "2016-10-05T03:09:04.000Z"],
    ["2025-10-07T19:59:07.034359333Z", "2025-10-07T19:59:07.034Z"],
    // Of InventoryAdjustment: read as the start of the day in UTC.
    ["2026-03-08", "2026-03-08T00:00:00.000Z"],
  ])("%s is %s", (text, instant) => {
    expect(parseInstant(text, "time").toISOString()).toBe(instant);
  });

  it.each([
    "",
    "now",
    "2026-13-01",
    "2026-02-03T25:00:00Z",
    "2026-02-03 10:00:00",
    "+2026-02-03",
    "0001-01-01",
    "2026-02-03T10:00:00+7",
  ])("%j is none", (text) => {
    expect(() => parseInstant(text, "MetaData.CreateTime")).toThrow("MetaData.CreateTime");
  });
});
