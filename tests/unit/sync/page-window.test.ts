import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isAppError } from "#lib/core/app-error.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import { windowProgress, windowRequest } from "#lib/sync/read/page-window.ts";

const second = 1000;
const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * second);

interface Row {
  readonly id: number;
  readonly updatedAt: Date;
}

/** QuickBooks' side: what a query for such a window answers. */
function answer(rows: readonly Row[], cursor: WindowCursor | null, stampMs: number): readonly Row[] {
  const request = windowRequest(cursor, stampMs);
  const { updatedFrom, updatedTo } = request;
  return rows
    .filter((row) => !updatedFrom || row.updatedAt >= updatedFrom)
    .filter((row) => !updatedTo || row.updatedAt <= updatedTo)
    .toSorted((left, right) =>
      request.orderBy === "id"
        ? left.id - right.id
        : left.updatedAt.getTime() - right.updatedAt.getTime() || left.id - right.id,
    )
    .slice(request.startPosition - 1, request.startPosition - 1 + 1000);
}

function readAll(
  rows: readonly Row[],
  onPage?: (page: readonly Row[]) => void,
): { seen: number[]; fresh: number; pages: number } {
  const seen: number[] = [];
  let fresh = 0;
  let cursor: WindowCursor | null = null;
  for (let pages = 1; pages < 1000; pages += 1) {
    const page = answer(rows, cursor, second);
    const progress = windowProgress(
      cursor,
      page.map((row) => row.updatedAt),
      second,
    );
    seen.push(...page.map((row) => row.id));
    fresh += progress.fresh;
    onPage?.(page);
    if (progress.next === null) return { seen, fresh, pages };
    cursor = progress.next;
  }
  throw new Error("the reading does not end");
}

/** How many records lie in each of a row of seconds. */
const seconds = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2600 })), {
  minLength: 1,
  maxLength: 12,
});

function rowsOf(counts: readonly number[]): Row[] {
  let id = 0;
  return counts.flatMap((count, index) =>
    Array.from({ length: count }, () => ({ id: (id += 1), updatedAt: at(index) })),
  );
}

describe("paging by LastUpdatedTime", () => {
  test("shows every record, counts each once, and ends, however many share a second", () => {
    fc.assert(
      fc.property(seconds, (counts) => {
        const rows = rowsOf(counts);
        const { seen, fresh } = readAll(rows);
        expect(new Set(seen)).toEqual(new Set(rows.map((row) => row.id)));
        expect(fresh).toBe(rows.length);
      }),
      { numRuns: 60 },
    );
  });

  test("reads 5,000 records of one second in five pages, and two that find nothing more", () => {
    expect(readAll(rowsOf([5000])).pages).toBe(7);
  });

  test("misses no record that changes while the pages are read", () => {
    fc.assert(
      fc.property(seconds, fc.array(fc.nat(), { maxLength: 40 }), (counts, moves) => {
        const rows = rowsOf(counts);
        let clock = counts.length;
        const { seen } = readAll(rows, () => {
          const index = moves.pop();
          const moving = index === undefined ? undefined : rows[index % Math.max(rows.length, 1)];
          // It moves to a second of its own behind all others, as a change made just now does.
          if (moving) rows[rows.indexOf(moving)] = { ...moving, updatedAt: at((clock += 1)) };
        });
        // A record that left a dense second may shift another out of sight: the counts tell, later.
        const isDense = counts.some((count) => count >= 1000);
        if (!isDense) expect(new Set(seen)).toEqual(new Set(rows.map((row) => row.id)));
      }),
      { numRuns: 60 },
    );
  });

  test("refuses an answer that lies before what was asked for, instead of going round for ever", () => {
    const cursor = { windowAt: at(10), windowOffset: 1 };
    const page = Array.from({ length: 1000 }, () => at(3));
    expect(() => windowProgress(cursor, page, second)).toThrow(
      expect.objectContaining({ code: "quickbooks.malformed" }),
    );
    try {
      windowProgress(cursor, page, second);
    } catch (thrown) {
      expect(isAppError(thrown)).toBe(true);
    }
  });

  test("takes a day at a time where records are stamped with a day only", () => {
    const day = 24 * 60 * 60 * second;
    const dense = { windowAt: at(0), windowOffset: 1000 };
    expect(windowRequest(dense, day)).toMatchObject({ updatedTo: new Date(at(0).getTime() + day - second) });
    const { next } = windowProgress(dense, [at(0)], day);
    expect(next).toEqual({ windowAt: new Date(at(0).getTime() + day), windowOffset: 0 });
  });
});
