import fc from "fast-check";
import { expect, test } from "vitest";

import { newestLast, type Version } from "#lib/sync/read/newest-last.ts";

const at = (second: number): Date => new Date(1_700_000_000_000 + second * 1000);
const version = (sourceId: string, second: number, syncToken = 0): Version => ({
  sourceId,
  sourceUpdatedAt: at(second),
  syncToken,
});

test("a record that is there twice counts in its newest version, by time and then by SyncToken", () => {
  const older = version("7", 1, 3);
  const newer = version("7", 2, 0);
  const edited = version("7", 2, 1);
  const other = version("8", 0);
  expect(newestLast([newer, other, older], (one) => one)).toEqual([older, other, newer]);
  expect(newestLast([edited, newer, other, older], (one) => one).at(-1)).toBe(edited);
});

test("records without a readable Id or time are all kept", () => {
  const missingId = { sourceId: "", sourceUpdatedAt: null, syncToken: 0 };
  const timeless = { sourceId: "7", sourceUpdatedAt: null, syncToken: 9 };
  const seven = version("7", 1);
  expect(newestLast([missingId, seven, timeless, missingId], (one) => one)).toEqual([
    missingId,
    timeless,
    seven,
    missingId,
  ]);
});

test("whatever the order of an answer, nothing is lost and the newest of each comes last", () => {
  const versions = fc.array(
    fc.record({ sourceId: fc.constantFrom("1", "2", "3"), second: fc.nat(5), token: fc.nat(3) }),
  );
  fc.assert(
    fc.property(versions, (drawn) => {
      const items = drawn.map(({ sourceId, second, token }) => version(sourceId, second, token));
      const ordered = newestLast(items, (one) => one);
      expect(new Set(ordered)).toEqual(new Set(items));
      expect(ordered).toHaveLength(items.length);
      for (const [, same] of Map.groupBy(ordered, (one) => one.sourceId)) {
        const last = same.at(-1);
        for (const one of same) {
          const isOlder = (one.sourceUpdatedAt ?? at(0)) < (last?.sourceUpdatedAt ?? at(0));
          const isEqual = one.sourceUpdatedAt?.getTime() === last?.sourceUpdatedAt?.getTime();
          expect(isOlder || (isEqual && one.syncToken <= (last?.syncToken ?? 0))).toBe(true);
        }
      }
    }),
  );
});
