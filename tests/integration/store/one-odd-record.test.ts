// Whatever one record holds, it costs at most that record: never the page, the type, the company or the
// cursor (invariant 12).

import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { commitPage } from "#lib/runs/commit/commit-page.ts";
import type { RecordCounts } from "#lib/store/write/record-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { readRows } from "#lib/sync/read/map-rows.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isEntity, oddRecord, usualRecord } from "#tests/support/odd-records.ts";
import { openRun } from "#tests/support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

const readAt = new Date("2026-03-10T12:00:00.250Z");

function commit(
  lease: RunLease,
  recordType: RecordType,
  rows: readonly string[],
  { expectNew = true, at = readAt }: { expectNew?: boolean; at?: Date | null } = {},
): Promise<RecordCounts> {
  const cursor = { windowAt: new Date("2026-03-09T16:30:00Z"), windowOffset: rows.length };
  const { incoming } = readRows(recordType, rows, expectNew);
  return commitPage(
    lease,
    { recordType, incoming, readAt: at, seen: rows.length, cursor, hasOpenFailures: true },
    noCalls,
  );
}

interface StoredRow {
  readonly source_id: string;
  readonly source: string;
  readonly adjustments: readonly unknown[] | null;
  readonly sync_token: number;
  readonly source_updated_at: Date;
}

async function stored(lease: RunLease, recordType: RecordType): Promise<readonly StoredRow[]> {
  const [table, column] = isEntity(recordType) ? ["entities", "kind"] : ["transactions", "type"];
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<StoredRow>(
      `SELECT source_id, source::text AS source, adjustments, sync_token, source_updated_at FROM ${table}
       WHERE company_id = $1 AND ${column} = $2 ORDER BY source_id`,
      [lease.companyId, recordType],
    ),
  );
  return rows;
}

async function rejected(lease: RunLease): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<Record<string, unknown>>(
      "SELECT record_type, source_id, reason, detail, source, state FROM record_failures WHERE company_id = $1",
      [lease.companyId],
    ),
  );
  return rows;
}

async function cursorOf(lease: RunLease, recordType: RecordType): Promise<unknown> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<{ window_offset: number }>(
      "SELECT window_offset FROM quickbooks_sync_steps WHERE sync_id = $1 AND record_type = $2",
      [lease.syncId, recordType],
    ),
  );
  return rows[0]?.window_offset;
}

function page(recordType: RecordType, size: number): string[] {
  return Array.from({ length: size }, (_, index) =>
    JSON.stringify(usualRecord(recordType, String(index + 1))),
  );
}

describe("a page with an odd record (invariant 12)", () => {
  test.each(allRecordTypes)(
    "of type %s is committed whole, the record with its JSON as it came",
    async (recordType) => {
      const odd = oddRecord(recordType, "5");
      await fc.assert(
        fc.asyncProperty(odd, fc.boolean(), async (record, expectNew) => {
          const lease = await openRun();
          const rows = page(recordType, 9);
          const isSingle = recordType === "company_info" || recordType === "preferences";
          const json = JSON.stringify(record);
          rows.splice(4, 1, json);
          expect(await commit(lease, recordType, rows, { expectNew })).toMatchObject({
            created: 9,
            failed: 0,
          });
          const all = await stored(lease, recordType);
          const id = recordType === "exchange_rate" ? "C5@2026-03-09" : "5";
          expect(all.find((one) => one.source_id === id)?.source).toBe(json);
          expect(isSingle || all.length === 9).toBe(true);
          expect(await cursorOf(lease, recordType)).toBe(9);
          // Read again, it is what is held.
          expect(await commit(lease, recordType, rows, { expectNew })).toMatchObject({ unchanged: 9 });
        }),
        { numRuns: 4, seed: 20_261_126 },
      );
    },
  );

  test.each<RecordType>(["customer", "invoice", "attachable"])(
    "of a thousand %ss commits 999 and rejects the one without an Id, with its JSON and the reason",
    async (recordType) => {
      const lease = await openRun();
      const rows = page(recordType, 1000);
      const bad = JSON.stringify({ ...usualRecord(recordType, "1"), Id: null });
      rows.splice(300, 1, bad);
      expect(await commit(lease, recordType, rows)).toMatchObject({ created: 999, failed: 1 });
      expect(await rejected(lease)).toEqual([
        {
          record_type: recordType,
          source_id: "",
          reason: "record.unreadable",
          detail: "The record has no Id that can be read.",
          source: JSON.parse(bad) as unknown,
          state: "open",
        },
      ]);
      expect(await cursorOf(lease, recordType)).toBe(1000);
      // It is taken once it can be, and its rejection closed.
      expect(await commit(lease, recordType, page(recordType, 1000))).toMatchObject({
        created: 1,
        unchanged: 999,
      });
    },
  );

  test("notes nothing on ordinary records", async () => {
    const lease = await openRun();
    await commit(lease, "invoice", page("invoice", 20));
    await commit(lease, "customer", page("customer", 20));
    const all = [...(await stored(lease, "invoice")), ...(await stored(lease, "customer"))];
    expect(all.filter((one) => one.adjustments !== null)).toEqual([]);
  });

  test("whose JSON holds control characters as they are takes them as what they stand for", async () => {
    const lease = await openRun();
    const [first = "", ...others] = page("invoice", 5);
    const raw = first.replace("A memo", "A\tmemo\0");
    expect(await commit(lease, "invoice", [raw, ...others])).toMatchObject({ created: 5, failed: 0 });
    const [row] = await stored(lease, "invoice");
    expect(JSON.parse(row?.source ?? "")).toMatchObject({ PrivateNote: "A\tmemo\0" });
  });

  test("that is no JSON is rejected alone, with what came in its place", async () => {
    const lease = await openRun();
    const rows = page("invoice", 5);
    rows.splice(2, 1, '{"Id":"3","TotalAmt":1.2.3}');
    expect(await commit(lease, "invoice", rows)).toMatchObject({ created: 4, failed: 1 });
    expect(await rejected(lease)).toMatchObject([{ source: '{"Id":"3","TotalAmt":1.2.3}' }]);
  });
});

describe("an error of the database (invariant 12)", () => {
  /** PostgreSQL raises `code` for rows that the condition is true of. */
  async function raising<T>(code: string, condition: string, work: () => Promise<T>): Promise<T> {
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    try {
      await admin.query(
        `CREATE OR REPLACE FUNCTION raise_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF ${condition} THEN RAISE EXCEPTION 'told to' USING ERRCODE = '${code}'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER raise_for_test BEFORE INSERT ON transactions FOR EACH ROW EXECUTE FUNCTION raise_for_test()`,
      );
      return await work();
    } finally {
      await admin.query("DROP TRIGGER raise_for_test ON transactions");
      await admin.end();
    }
  }

  test.each(["54000", "54001", "22003", "22P05", "23502", "23514", "P0001", "XX000", "0A000"])(
    "with code %s that one record of a thousand causes rejects that record",
    async (code) => {
      const lease = await openRun();
      const work = () => commit(lease, "invoice", page("invoice", 1000));
      const counts = await raising(code, "NEW.source_id = '77'", work);
      expect(counts).toMatchObject({ created: 999, failed: 1 });
      expect(await rejected(lease)).toMatchObject([
        {
          source_id: "77",
          detail: `The database cannot hold one of its values (${code}).`,
          source: { Id: "77" },
        },
      ]);
      expect(await cursorOf(lease, "invoice")).toBe(1000);
    },
  );

  test.each(["08006", "53200", "57014", "57P01", "40001", "40P01", "55P03", "42501", "25P02"])(
    "with code %s is the page's, of which nothing is written and nothing rejected",
    async (code) => {
      const lease = await openRun();
      const work = () => commit(lease, "invoice", page("invoice", 20));
      // Of those that say that the database is away or busy, the name comes from lib/core/failures.
      await expect(raising(code, "NEW.source_id = '7'", work)).rejects.toSatisfy(
        (thrown) => codeOf(thrown) === code || codeOf(thrown instanceof Error && thrown.cause) === code,
      );
      expect(await stored(lease, "invoice")).toEqual([]);
      expect(await rejected(lease)).toEqual([]);
      expect(await cursorOf(lease, "invoice")).toBeUndefined();
    },
  );

  test.each([1, 2, 40])(
    "that is not about values and strikes all %i and more records is the page's",
    async (size) => {
      const lease = await openRun();
      const work = () => commit(lease, "invoice", page("invoice", size + 1));
      await expect(raising("XX000", "true", work)).rejects.toMatchObject({ code: "XX000" });
      expect(await rejected(lease)).toEqual([]);
      expect(await stored(lease, "invoice")).toEqual([]);
    },
  );

  test("about values rejects as many records as have such", async () => {
    const lease = await openRun();
    const work = () => commit(lease, "invoice", page("invoice", 40));
    const counts = await raising("54000", "NEW.source_id::integer % 2 = 0", work);
    expect(counts).toMatchObject({ created: 20, failed: 20 });
  });
});

describe("a record without a time or SyncToken", () => {
  const record = (members: object): string => JSON.stringify({ ...usualRecord("invoice", "1"), ...members });
  const at = (text: string): Date => new Date(text);
  const stamped = (LastUpdatedTime: string): object => ({ MetaData: { LastUpdatedTime } });

  test("counts as changed when QuickBooks showed it, to the second, and keeps no newer version out", async () => {
    const lease = await openRun();
    const take = (members: object, when: string) =>
      commit(lease, "invoice", [record(members)], { at: at(when) });
    await take({ MetaData: undefined, SyncToken: undefined, TotalAmt: 1 }, "2026-03-10T12:00:00.900Z");
    const [first] = await stored(lease, "invoice");
    expect(first?.source_updated_at).toEqual(at("2026-03-10T12:00:00Z"));
    // Edited in the same second, as QuickBooks stamps it.
    expect(
      await take({ ...stamped("2026-03-10T12:00:00Z"), TotalAmt: 2 }, "2026-03-10T12:00:01Z"),
    ).toMatchObject({
      changed: 1,
    });
    // An older version that comes late is no news.
    expect(
      await take({ ...stamped("2026-03-09T12:00:00Z"), TotalAmt: 3 }, "2026-03-10T12:00:02Z"),
    ).toMatchObject({
      changed: 0,
    });
    expect(await take({ MetaData: {}, TotalAmt: 4 }, "2026-03-10T12:00:03Z")).toMatchObject({ changed: 1 });
    expect(await take({ MetaData: {}, TotalAmt: 4 }, "2026-03-10T13:00:00Z")).toMatchObject({ unchanged: 1 });
    const [last] = await stored(lease, "invoice");
    expect(last?.source_updated_at).toEqual(at("2026-03-10T12:00:03Z"));
  });

  test("with a time that is still to come counts as changed when QuickBooks showed it", async () => {
    const lease = await openRun();
    await commit(lease, "invoice", [record(stamped("2050-01-01T00:00:00Z"))]);
    const [row] = await stored(lease, "invoice");
    expect(row?.source_updated_at).toEqual(at("2026-03-10T12:00:00Z"));
    expect(row?.adjustments).toMatchObject([{ path: "MetaData.LastUpdatedTime" }]);
  });

  test("is not held back by the SyncToken of the version before it", async () => {
    const lease = await openRun();
    await commit(lease, "invoice", [record({ SyncToken: "7", TotalAmt: 1 })]);
    expect(await commit(lease, "invoice", [record({ SyncToken: undefined, TotalAmt: 2 })])).toMatchObject({
      changed: 1,
    });
    expect((await stored(lease, "invoice"))[0]?.sync_token).toBe(7);
  });
});

test("every column that an index holds has a length that the index can hold", async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE tablename IN
       ('entities', 'transactions', 'transaction_lines', 'transaction_links', 'record_versions', 'record_failures')`,
  );
  await admin.end();
  const definitions = rows.map((row) => row.indexdef);
  expect(definitions.length).toBeGreaterThanOrEqual(8);
  // Columns whose text is Intuit's and has no limit of ours. Whoever indexes one gives it a limit first.
  for (const unlimited of ["full_name", "memo", "description", "source", "adjustments"]) {
    expect(definitions.filter((one) => new RegExp(`[(, ]${unlimited}\\b`).test(one))).toEqual([]);
  }
  // The longest that mapping lets through, in characters of four bytes that do not compress.
  const lease = await openRun();
  const wide = (length: number, seed: number): string =>
    Array.from({ length: length / 2 }, (_, index) =>
      String.fromCodePoint(0x20000 + ((index * 7919 + seed * 104_729) % 40_000)),
    ).join("");
  const longest = { value: wide(254, 1), name: wide(500, 2) };
  const record = {
    ...usualRecord("invoice", wide(254, 3)),
    DocNumber: wide(500, 4),
    CustomerRef: longest,
    LinkedTxn: [{ TxnId: wide(254, 5), TxnType: "Payment" }],
  };
  expect(await commit(lease, "invoice", [JSON.stringify(record)])).toMatchObject({ created: 1, failed: 0 });
  const name = { ...usualRecord("customer", wide(254, 6)), DisplayName: wide(500, 7), ParentRef: longest };
  expect(await commit(lease, "customer", [JSON.stringify(name)])).toMatchObject({ created: 1, failed: 0 });
});

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : null;
}
