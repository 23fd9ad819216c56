import { expect, test } from "vitest";

import { parseOrganizationId } from "#lib/core/ids.ts";
import { throttleAtShare } from "#lib/pacing/call-budget.ts";
import { overQuota, type FirmUse } from "#lib/pacing/firm-quota.ts";

const firm = (digit: number, companies: number, used: number): FirmUse => ({
  organizationId: parseOrganizationId(`00000000-0000-4000-8000-00000000000${String(digit)}`),
  companies,
  used,
});

test("a firm's share is as large as its part of the companies, and all shares together reach the brake", () => {
  const [large, small] = [firm(1, 90, 80_999), firm(2, 10, 8_999)];
  expect(overQuota([large, small], 100_000, undefined)).toEqual([]);
  expect(overQuota([{ ...large, used: 81_000 }, small], 100_000, undefined)).toEqual([large.organizationId]);
  expect(overQuota([large, { ...small, used: 9_000 }], 100_000, undefined)).toEqual([small.organizationId]);
  // Whoever is not over has left the others what is theirs.
  expect(large.used + small.used).toBeLessThan(100_000 * throttleAtShare);
});

test("a firm alone has no share, and a number that is configured holds for each firm", () => {
  expect(overQuota([firm(1, 5, 99_999)], 100_000, undefined)).toEqual([]);
  expect(overQuota([firm(1, 5, 1_000)], 100_000, 1_000)).toHaveLength(1);
  expect(overQuota([firm(1, 5, 999), firm(2, 500, 1_001)], 100_000, 1_000)).toEqual([
    firm(2, 0, 0).organizationId,
  ]);
});
