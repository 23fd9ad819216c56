import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { PersonActor } from "#lib/core/actor.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import { recordDetail, recordsQuery, type RecordsQuery } from "#lib/contracts/records.ts";
import { recordFailuresQuery } from "#lib/contracts/record-failures.ts";
import { parseSourceId, parseSyncId, type CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { getRecord } from "#lib/records/get-record.ts";
import { getSyncRun } from "#lib/companies/runs/get-sync-run.ts";
import { ignoreRejectedRecords } from "#lib/records/ignore-rejected-records.ts";
import { listRecordFailures } from "#lib/records/list-record-failures.ts";
import { listRecordVersions } from "#lib/records/list-record-versions.ts";
import { listRecords } from "#lib/records/list-records.ts";
import { listSyncRuns } from "#lib/companies/runs/list-sync-runs.ts";
import { retryRejectedRecords } from "#lib/records/retry-rejected-records.ts";
import {
  approveVisibleRun,
  cancelVisibleRun,
  retryVisibleRun,
} from "#lib/companies/runs/change-visible-run.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { seedFirm } from "#tests/support/seed/seed-people.ts";
import { seedScreens, type SeededScreens } from "#tests/support/seed/seed-screens.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let seeded: SeededScreens;
let owner: PersonActor;
let stranger: PersonActor;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  seeded = await seedScreens();
  owner = seeded.firm.people.owner;
  stranger = (await seedFirm("Another firm", "another.example")).people.owner;
});
afterAll(() => database.drop());

const ask = (query: Partial<RecordsQuery> = {}): RecordsQuery => recordsQuery.parse(query);

/** All pages, forwards. Bounded: a cursor that stands still would never end. */
async function readAll(
  company: CompanyId,
  type: RecordType,
  query: Partial<RecordsQuery> = {},
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 50; page += 1) {
    const list = await listRecords(owner, company, type, ask({ ...query, after }));
    ids.push(...list.records.map((record) => record.sourceId));
    if (list.next === null) return ids;
    after = list.next;
  }
  throw new Error("the pages do not end");
}

describe("browsing records", () => {
  it("walks every record once, forwards and back again", async () => {
    const ids = await readAll(seeded.current, "invoice", { show: "all" });
    expect(ids).toHaveLength(400);
    expect(new Set(ids).size).toBe(400);
    const first = await listRecords(owner, seeded.current, "invoice", ask({ show: "all" }));
    const second = await listRecords(
      owner,
      seeded.current,
      "invoice",
      ask({ show: "all", after: first.next ?? "" }),
    );
    const back = await listRecords(
      owner,
      seeded.current,
      "invoice",
      ask({ show: "all", before: second.previous ?? "" }),
    );
    expect(back.records).toEqual(first.records);
    expect(first.previous).toBeNull();
    expect(back.previous).toBeNull();
  });

  it("loses none whose date is missing, whichever way it walks", async () => {
    await withTenant(owner.organizationId, (sql) =>
      sql.query(
        `UPDATE transactions SET transaction_on = NULL
          WHERE company_id = $1 AND type = 'credit_memo' AND source_id::int % 5 = 0`,
        [seeded.current],
      ),
    );
    const ids = await readAll(seeded.current, "credit_memo", { show: "all" });
    expect(new Set(ids).size).toBe(400);
    const last = await listRecords(owner, seeded.current, "credit_memo", ask({ show: "all" }));
    let back = await listRecords(
      owner,
      seeded.current,
      "credit_memo",
      ask({ show: "all", after: last.next ?? "" }),
    );
    back = await listRecords(
      owner,
      seeded.current,
      "credit_memo",
      ask({ show: "all", before: back.previous ?? "" }),
    );
    expect(back.records.map((record) => record.sourceId)).toEqual(ids.slice(0, 50));
  });

  it("keeps deleted records out of sight until they are asked for", async () => {
    const present = await readAll(seeded.current, "invoice");
    const gone = await readAll(seeded.current, "invoice", { show: "gone" });
    expect(gone).toHaveLength(7);
    expect(present.length + gone.length).toBe(400);
  });

  it("finds a document by its number and takes no wildcard for one", async () => {
    const found = await listRecords(owner, seeded.current, "invoice", ask({ search: "1017" }));
    expect(found.records.map(({ title }) => title)).toEqual(["1017"]);
    const none = await listRecords(owner, seeded.current, "invoice", ask({ search: "10%7" }));
    expect(none.records).toEqual([]);
  });

  it("writes down who looked at which record, once a day however often they look", async () => {
    const look = () => getRecord(owner, seeded.current, "invoice", parseSourceId("9"));
    const [record] = await Promise.all([look(), look(), look()]);
    await expect(getRecord(owner, seeded.current, "invoice", parseSourceId("no such"))).rejects.toMatchObject(
      {
        code: "request.not_found",
      },
    );
    const { rows } = await withTenant(owner.organizationId, (sql) =>
      sql.query<{ company_id: string; user_id: string; detail: unknown }>(
        `SELECT company_id, user_id, detail FROM audit_events
          WHERE action = 'record.viewed' AND detail ->> 'sourceId' IN ('9', 'no such')`,
      ),
    );
    expect(rows).toEqual([
      {
        company_id: seeded.current,
        user_id: owner.userId,
        detail: { recordType: record.recordType, sourceId: "9" },
      },
    ]);
  });

  it("shows another firm no record, not even by its id", async () => {
    const list = await listRecords(stranger, seeded.current, "invoice", ask({ show: "all" }));
    expect(list.records).toEqual([]);
    await expect(getRecord(stranger, seeded.current, "invoice", parseSourceId("1"))).rejects.toMatchObject({
      code: "request.not_found",
    });
    await expect(
      listRecordVersions(stranger, seeded.current, "invoice", parseSourceId("1")),
    ).rejects.toMatchObject({
      code: "request.not_found",
    });
  });
});

describe("one record", () => {
  it("comes with its lines, names of what they refer to, and links of both sides", async () => {
    const invoice = await getRecord(owner, seeded.current, "invoice", parseSourceId("1"));
    expect(recordDetail.parse(invoice)).toEqual(invoice);
    expect(invoice.lines.map(({ item, account }) => [item?.name, account?.name])).toEqual([
      ["Design", "Design income"],
      ["Rocks", "Design income"],
      ["Pest control", "Design income"],
    ]);
    expect(invoice.links).toMatchObject([
      { direction: "incoming", other: { recordType: "payment", sourceId: "1" } },
    ]);
    const payment = await getRecord(owner, seeded.current, "payment", parseSourceId("1"));
    expect(payment.links).toMatchObject([
      { direction: "outgoing", other: { recordType: "invoice", name: "1001" } },
    ]);
  });

  it("says into which record it was merged", async () => {
    const merged = await getRecord(owner, seeded.current, "customer", parseSourceId("7"));
    expect(merged.mergedInto).toMatchObject({ recordType: "customer", sourceId: "8" });
    expect(merged.deletedAt).not.toBeNull();
  });

  it("tells its versions newest first, the present one on top", async () => {
    const versions = await listRecordVersions(owner, seeded.current, "invoice", parseSourceId("1"));
    expect(versions.map(({ version, replacedAt }) => [version, replacedAt === null])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
  });
});

describe("records that could not be imported", () => {
  it("are listed with their reason and counted by kind", async () => {
    const list = await listRecordFailures(owner, seeded.current, recordFailuresQuery.parse({}));
    expect(list.matching).toBe(3);
    expect(list.kinds.map(({ recordType, count }) => [recordType, count])).toEqual([
      ["invoice", 2],
      ["bill", 1],
    ]);
  });

  it("are asked for again by kind, in a sync of those records alone", async () => {
    const retried = await retryRejectedRecords(owner, seeded.current, {
      recordType: "invoice",
      reason: "A number has more digits than can be kept exactly",
    });
    expect(retried.records).toBe(2);
    const run = await getSyncRun(owner, retried.syncId);
    expect(run).toMatchObject({
      kind: "incremental",
      trigger: "retry",
      recordsAskedFor: 2,
      requestedBy: owner.name,
    });
  });

  it("cannot be retried by another firm", async () => {
    const list = await listRecordFailures(owner, seeded.current, recordFailuresQuery.parse({}));
    const ids = list.failures.map(({ id }) => id);
    await expect(retryRejectedRecords(stranger, seeded.current, { ids })).rejects.toMatchObject({
      code: "request.not_found",
    });
  });

  it("can be set aside once, which is written down with who did it", async () => {
    const bills = await listRecordFailures(
      owner,
      seeded.current,
      recordFailuresQuery.parse({ recordType: "bill" }),
    );
    const ids = bills.failures.map(({ id }) => id);
    expect(ids).toHaveLength(1);
    expect(await ignoreRejectedRecords(stranger, seeded.current, ids)).toEqual({ records: 0 });
    expect(await ignoreRejectedRecords(owner, seeded.current, ids)).toEqual({ records: 1 });
    expect(await ignoreRejectedRecords(owner, seeded.current, ids)).toEqual({ records: 0 });
    const { rows } = await withTenant(owner.organizationId, (sql) =>
      sql.query<{ company_id: string; user_id: string; detail: unknown }>(
        "SELECT company_id, user_id, detail FROM audit_events WHERE action = 'record.ignored'",
      ),
    );
    expect(rows).toEqual([
      { company_id: seeded.current, user_id: owner.userId, detail: { records: 1, failureIds: ids } },
    ]);
  });
});

describe("runs", () => {
  it("are listed newest first, page after page, without one twice", async () => {
    const first = await listSyncRuns(owner, seeded.current, {});
    const second = await listSyncRuns(owner, seeded.current, { before: first.nextBefore ?? "" });
    const times = [...first.runs, ...second.runs].map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set([...first.runs, ...second.runs].map(({ id }) => id)).size).toBe(60);
  });

  it("are neither seen nor steered by another firm", async () => {
    const rejected = { code: "request.not_found" };
    await expect(getSyncRun(stranger, seeded.runAwaitingApproval)).rejects.toMatchObject(rejected);
    await expect(cancelVisibleRun(stranger, seeded.syncingRun)).rejects.toMatchObject(rejected);
    await expect(approveVisibleRun(stranger, seeded.runAwaitingApproval)).rejects.toMatchObject(rejected);
    await expect(retryVisibleRun(stranger, seeded.incompleteRun)).rejects.toMatchObject(rejected);
  });

  it("are not steered by somebody who was not given the company", async () => {
    const { accountant } = seeded.firm.people;
    await expect(approveVisibleRun(accountant, seeded.runAwaitingApproval)).rejects.toMatchObject({
      code: "request.not_found",
    });
  });

  it("try again only the types that went wrong", async () => {
    const { syncId: again } = await retryVisibleRun(owner, seeded.incompleteRun);
    const run = await getSyncRun(owner, parseSyncId(again));
    expect(run.types.toSorted()).toEqual(["invoice", "time_activity"]);
  });

  it("go on after an approval, once", async () => {
    await approveVisibleRun(owner, seeded.runAwaitingApproval);
    expect((await getSyncRun(owner, seeded.runAwaitingApproval)).state).toBe("queued");
    await expect(approveVisibleRun(owner, seeded.runAwaitingApproval)).rejects.toMatchObject({
      code: "request.conflict",
    });
  });
});
