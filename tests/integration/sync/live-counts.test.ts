// What a page shows as held "here" is the number of live records at that moment: during a run, after it,
// and after one that failed or was killed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { commitPage } from "#lib/runs/commit/commit-page.ts";
import { commitDeletions } from "#lib/runs/commit/commit-deletions.ts";
import { readRows } from "#lib/sync/read/map-rows.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { wrongLiveCounts } from "#tests/support/live-counts.ts";
import { openRun } from "#tests/support/open-run.ts";
import type { SandboxBooks } from "#tests/support/sandbox-books.ts";

const open = booksOfAFile();

async function countsOf(books: SandboxBooks, recordType: string) {
  const { rows } = await asSystem((sql) =>
    sql.query<{ live_count: number; our_count: number; source_count: number; counted_at: Date }>(
      `SELECT live_count, our_count, source_count, counted_at FROM company_record_types
       WHERE company_id = $1 AND record_type = $2`,
      [books.ours.companyId, recordType],
    ),
  );
  return rows[0];
}

describe("the count of what is held", () => {
  test("is right at every moment of a full sync and of the change syncs after it", async () => {
    const books = await open();
    const wrong: unknown[] = [];
    books.intercept = async (_request, send) => {
      wrong.push(...(await wrongLiveCounts(books.ours.companyId)));
      return send();
    };
    await books.sync({ kind: "full" });
    for (let round = 1; round <= 3; round += 1) {
      books.running.sandbox.activity.edit(books.company, 150, round);
      await books.sync();
      wrong.push(...(await wrongLiveCounts(books.ours.companyId)));
    }
    expect(wrong).toEqual([]);
  });

  test("moves with a change sync, while QuickBooks' count keeps the time at which it was made", async () => {
    const books = await open();
    await books.sync({ kind: "full" });
    const before = await countsOf(books, "customer");
    const body = { DisplayName: "Counted at once" };
    books.company.write({ entity: "Customer", operation: "save", body, actor: "person" });
    await books.sync();
    expect(await countsOf(books, "customer")).toEqual({
      ...before,
      live_count: (before?.live_count ?? 0) + 1,
    });
    await books.sync({ kind: "full" });
    const after = await countsOf(books, "customer");
    expect(after?.source_count).toBe(after?.live_count);
    expect(after?.counted_at.getTime()).toBeGreaterThan(before?.counted_at.getTime() ?? 0);
  });

  test("is right after a run that broke off, and after the one that goes on", async () => {
    const books = await open({ size: 3000 });
    let calls = 0;
    books.intercept = (_request, send) => {
      calls += 1;
      if (calls > 30) throw new Error("the process is gone");
      return send();
    };
    await books.sync({ kind: "full" });
    expect(await wrongLiveCounts(books.ours.companyId)).toEqual([]);
    books.intercept = null;
    await books.sync({ kind: "full", trigger: "retry" });
    expect(await wrongLiveCounts(books.ours.companyId)).toEqual([]);
  });

  test("counts what a start date leaves out of the comparison, if it is held", async () => {
    const books = await open({ size: 2000 });
    await books.sync({ kind: "full" });
    await asSystem((sql) =>
      sql.query("UPDATE companies SET sync_from_on = '2026-01-01' WHERE id = $1", [books.ours.companyId]),
    );
    expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "succeeded" });
    const counts = await countsOf(books, "invoice");
    expect(counts?.source_count).toBe(counts?.our_count);
    expect(counts?.live_count).toBeGreaterThan(counts?.our_count ?? 0);
    expect(await wrongLiveCounts(books.ours.companyId)).toEqual([]);
  });

  test("is right whatever the order of versions, deletions and late answers", async () => {
    const moment = fc.record({
      ids: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
      second: fc.nat(20),
      lateBy: fc.nat(6),
      deletes: fc.boolean(),
      edit: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 12 }), async (moments) => {
        const lease = await openRun();
        for (const { ids, second, lateBy, deletes, edit } of moments) {
          if (deletes) {
            const gone = ids.map((id) => ({ sourceId: String(id), deletedAt: timeOf(second) }));
            await commitDeletions(lease, "term", gone, noCalls);
          } else {
            const rows = ids.map((id) => JSON.stringify(term(id, edit, second)));
            const { incoming } = readRows("term", rows, false);
            const readAt = timeOf(Math.max(0, second - lateBy));
            const page = { recordType: "term", incoming, readAt, seen: ids.length } as const;
            await commitPage(lease, { ...page, hasOpenFailures: false }, noCalls);
          }
          expect(await wrongLiveCounts(lease.companyId)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const timeOf = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1000);

function term(id: number, edit: number, second: number): object {
  const LastUpdatedTime = `${timeOf(second).toISOString().slice(0, 19)}Z`;
  return {
    Id: String(id),
    SyncToken: String(edit),
    Name: `Term ${id}`,
    Active: true,
    Type: "STANDARD",
    DueDays: edit,
    MetaData: { CreateTime: LastUpdatedTime, LastUpdatedTime },
  };
}
