// The rules of the store, on random histories: whatever the order in which answers arrive, the books end
// as QuickBooks' last word, and nothing that was once imported is lost.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { commitPage } from "#lib/runs/commit/commit-page.ts";
import { commitDeletions } from "#lib/runs/commit/commit-deletions.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { readRows } from "#lib/sync/read/map-rows.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { openRun } from "#tests/support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { isEverything } from "#tests/support/some-of.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});

afterAll(() => database.drop());

const startMs = Date.UTC(2026, 0, 1);
const timeOf = (second: number): string => `${new Date(startMs + second * 1000).toISOString().slice(0, 19)}Z`;

interface Version {
  readonly id: string;
  /** Also its SyncToken. */
  readonly edit: number;
  /** Moves without an edit. */
  readonly balance: number;
  readonly second: number;
  readonly lines: number;
}

function invoice(version: Version): Readonly<Record<string, unknown>> {
  return {
    Id: version.id,
    SyncToken: String(version.edit),
    MetaData: { CreateTime: timeOf(0), LastUpdatedTime: timeOf(version.second) },
    DocNumber: `N${version.id}`,
    TxnDate: "2026-01-01",
    TotalAmt: version.edit * 10,
    Balance: version.balance,
    Line: Array.from({ length: version.lines }, (_, index) => ({
      Id: String(index + 1),
      Amount: version.edit + index,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: { ItemRef: { value: String(version.edit) } },
      LinkedTxn: [{ TxnId: String(index), TxnType: "Estimate" }],
    })),
  };
}

async function take(
  lease: RunLease,
  records: readonly unknown[],
  readSecond: number,
  { recordType = "invoice", expectNew = false }: { recordType?: RecordType; expectNew?: boolean } = {},
): Promise<RecordCounts> {
  const rows = records.map((record) => JSON.stringify(record));
  return commitPage(
    lease,
    {
      recordType,
      incoming: readRows(recordType, rows, expectNew).incoming,
      readAt: new Date(startMs + readSecond * 1000),
      seen: records.length,
      hasOpenFailures: true,
    },
    noCalls,
  );
}

/** What the company's books say, without what only tells when. */
async function booksOf(lease: RunLease): Promise<unknown> {
  return withTenant(lease.organizationId, async (sql) => {
    const own = [lease.companyId];
    const transactions = await sql.query(
      `SELECT source_id, sync_token, balance::float, total_amount::float, source::text, deleted_at IS NOT NULL AS gone
       FROM transactions WHERE company_id = $1 ORDER BY source_id`,
      own,
    );
    const lines = await sql.query(
      `SELECT source_id, position, amount::float, item_id FROM transaction_lines
       WHERE company_id = $1 ORDER BY source_id, position`,
      own,
    );
    const links = await sql.query(
      `SELECT source_id, position, linked_id FROM transaction_links WHERE company_id = $1 ORDER BY source_id, position`,
      own,
    );
    return { transactions: transactions.rows, lines: lines.rows, links: links.rows };
  });
}

/** The versions of one invoice, one after the other, and perhaps its deletion at the end. */
const history = fc
  .record({
    steps: fc.array(
      fc.record({
        isEdit: fc.boolean(),
        lines: fc.integer({ min: 0, max: 3 }),
        wait: fc.integer({ min: 1, max: 3 }),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    isDeleted: fc.boolean(),
  })
  .map(({ steps, isDeleted }) => {
    let second = 0;
    let edit = 0;
    let lines = 1;
    const versions = steps.map((step, index) => {
      second += step.wait;
      if (step.isEdit) {
        edit += 1;
        lines = step.lines;
      }
      return { edit, balance: 100 - index, second, lines };
    });
    return { versions, deletedAtSecond: isDeleted ? second + 2 : null };
  });

/** An answer of QuickBooks, given at a time: what each record was then. */
function answerAt(
  histories: readonly (typeof history extends fc.Arbitrary<infer H> ? H : never)[],
  second: number,
): readonly Version[] {
  return histories.flatMap(({ versions, deletedAtSecond }, index) => {
    if (deletedAtSecond !== null && second >= deletedAtSecond) return [];
    const last = versions.findLast((version) => version.second <= second);
    return last ? [{ ...last, id: String(index + 1) }] : [];
  });
}

describe("an older version never replaces a newer one (invariant 2): the store", () => {
  test("ends in the same books in whatever order answers and deletions are written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        fc.boolean(),
        async (histories, random, expectNew) => {
          const end =
            Math.max(...histories.map((one) => one.deletedAtSecond ?? one.versions.at(-1)?.second ?? 0)) + 1;
          const answers = Array.from({ length: end + 1 }, (_, second) => second);
          const deletions = histories.flatMap((one, index) =>
            one.deletedAtSecond === null
              ? []
              : [{ sourceId: String(index + 1), second: one.deletedAtSecond }],
          );
          const write = async (lease: RunLease, order: readonly (number | string)[]): Promise<void> => {
            for (const what of order) {
              if (typeof what === "number")
                await take(lease, answerAt(histories, what).map(invoice), what, { expectNew });
              else {
                const deletion = deletions.find((one) => one.sourceId === what);
                if (deletion) {
                  const deletedAt = new Date(startMs + deletion.second * 1000);
                  await commitDeletions(lease, "invoice", [{ sourceId: what, deletedAt }], noCalls);
                }
              }
            }
          };
          const inOrder = await openRun();
          const whole = [...answers, ...deletions.map((one) => one.sourceId)];
          await write(inOrder, whole);
          const shuffled = await openRun();
          const order = whole
            .map((what, index) => ({ what, place: random[index % random.length] ?? 0 }))
            .toSorted((left, right) => left.place - right.place)
            .map((one) => one.what);
          // Deletions are told again with every overlapping question; the last word is told last.
          await write(shuffled, [...order, ...deletions.map((one) => one.sourceId)]);
          expect(await booksOf(shuffled)).toEqual(await booksOf(inOrder));

          const before = await booksOf(shuffled);
          const { created, changed, derivedOnly } = await take(
            shuffled,
            answerAt(histories, end).map(invoice),
            end,
          );
          expect({ created, changed, derivedOnly }).toEqual({ created: 0, changed: 0, derivedOnly: 0 });
          expect(await booksOf(shuffled)).toEqual(before);
        },
      ),
      { numRuns: isEverything ? 60 : 12, endOnFailure: true },
    );
  }, 120_000);

  test("never lets an older version replace a newer one, and decides equal times by SyncToken", async () => {
    const lease = await openRun();
    const newer = { id: "1", edit: 3, balance: 5, second: 9, lines: 2 };
    await take(lease, [invoice(newer)], 10);
    const whole = await booksOf(lease);
    for (const older of [
      { ...newer, second: 8, edit: 4 },
      { ...newer, edit: 2 },
    ]) {
      expect(await take(lease, [invoice(older)], 11)).toMatchObject({
        unchanged: 1,
        changed: 0,
        derivedOnly: 0,
      });
      expect(await booksOf(lease)).toEqual(whole);
    }
    expect(await take(lease, [invoice({ ...newer, edit: 4 })], 12)).toMatchObject({ changed: 1 });
  });

  test("keeps what an edit replaces, and not what only a derived figure moved", async () => {
    const lease = await openRun();
    const first = { id: "1", edit: 1, balance: 50, second: 1, lines: 3 };
    await take(lease, [invoice(first)], 2);
    expect(await take(lease, [invoice({ ...first, balance: 40, second: 3 })], 4)).toMatchObject({
      derivedOnly: 1,
    });
    expect(await take(lease, [invoice({ ...first, edit: 2, second: 5, lines: 1 })], 6)).toMatchObject({
      changed: 1,
    });
    const { rows } = await asSystem((sql) =>
      sql.query<{ version: number; replaced_by: string; source: { Balance: number } }>(
        "SELECT version, replaced_by, source FROM record_versions WHERE company_id = $1",
        [lease.companyId],
      ),
    );
    expect(rows).toMatchObject([{ version: 1, replaced_by: "edited", source: { Balance: 40 } }]);
    const { lines } = (await booksOf(lease)) as { lines: unknown[] };
    expect(lines).toHaveLength(1);
  });

  test("does not raise a deleted record by an answer from before its deletion, and does by a later one", async () => {
    const lease = await openRun();
    const one = { id: "1", edit: 1, balance: 50, second: 1, lines: 1 };
    await take(lease, [invoice(one)], 2);
    const deletedAt = new Date(startMs + 5000);
    expect(await commitDeletions(lease, "invoice", [{ sourceId: "1", deletedAt }], noCalls)).toBe(1);
    expect(await commitDeletions(lease, "invoice", [{ sourceId: "1", deletedAt }], noCalls)).toBe(0);
    expect(await take(lease, [invoice(one)], 4)).toMatchObject({ unchanged: 1 });
    expect(await booksOf(lease)).toMatchObject({ transactions: [{ gone: true }] });
    expect(await take(lease, [invoice(one)], 9)).toMatchObject({ changed: 1 });
    expect(await booksOf(lease)).toMatchObject({ transactions: [{ gone: false }] });
  });

  test("writes nothing of a page once its run is another attempt's", async () => {
    const lease = await openRun();
    const page = [invoice({ id: "1", edit: 1, balance: 50, second: 1, lines: 1 })];
    await asSystem((sql) =>
      sql.query("UPDATE quickbooks_syncs SET lease_token = gen_random_uuid() WHERE id = $1", [lease.syncId]),
    );
    await expect(take(lease, page, 2)).rejects.toMatchObject({ code: "sync.lease_lost" });
    expect(await booksOf(lease)).toEqual({ transactions: [], lines: [], links: [] });
  });

  test("moves a page's rows and the cursor behind it together", async () => {
    const lease = await openRun();
    const sent = [JSON.stringify(invoice({ id: "1", edit: 1, balance: 50, second: 1, lines: 1 }))];
    const page = {
      recordType: "invoice" as const,
      incoming: readRows("invoice", sent, true).incoming,
      readAt: null,
      seen: 1,
      hasOpenFailures: false,
      cursor: { windowAt: new Date(startMs + 1000), windowOffset: 1 },
    };
    await commitPage(lease, page, { requests: 1, metered: 1, free: 0, failed: 0, throttled: 0 });
    const { rows } = await asSystem((sql) =>
      sql.query(
        `SELECT step.window_at, step.window_offset, step.created, run.metered_calls, meter.metered
         FROM quickbooks_syncs run JOIN quickbooks_sync_steps step ON step.sync_id = run.id
         JOIN quickbooks_call_meters meter ON meter.company_id = run.company_id WHERE run.id = $1`,
        [lease.syncId],
      ),
    );
    expect(rows).toEqual([
      { window_at: page.cursor.windowAt, window_offset: 1, created: 1, metered_calls: 1, metered: 1 },
    ]);
  });
});
