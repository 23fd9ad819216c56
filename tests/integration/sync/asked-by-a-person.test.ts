// Syncs that a person asks for on a page, or a developer over the API: POST /api/quickbooks/sync, and a
// retry of what went wrong.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { POST as retry } from "#app/api/quickbooks/sync/[syncId]/retry/route.ts";
import { GET as show } from "#app/api/quickbooks/sync/[syncId]/route.ts";
import { POST as request } from "#app/api/quickbooks/sync/route.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseSyncId, type SyncId } from "#lib/core/ids.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { eachQuestion } from "#tests/support/split-batches.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { disagreements, openBooks, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;
let books: SandboxBooks;
const asked: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await createFirm();
});

afterEach(() => books.stop());

afterAll(() => database.drop());

async function openInStep(): Promise<void> {
  books = await openBooks({ organizationId: firm.id });
  expect((await books.sync({ kind: "full" })).row["state"]).toBe("succeeded");
  asked.length = 0;
  books.intercept = (call, send) => {
    asked.push(`${call.path} ${JSON.stringify(call.query ?? {})}${call.body?.text ?? ""}`);
    return send();
  };
}

const cookie = (): string => firm.people.owner.cookie;

function post(body: object): Promise<RouteAnswer> {
  return callRoute(request, "POST", { cookie: cookie(), body: { companyId: books.ours.companyId, ...body } });
}

/** Carries a run out that a route has put on the queue, and shows it as the page does. */
async function carryOut(answer: RouteAnswer): Promise<RouteAnswer["json"]> {
  expect(answer.status).toBe(202);
  const id: SyncId = parseSyncId(String(answer.json["syncId"]));
  await runSync(id, books.dependencies);
  return (await callRoute(show, "GET", { cookie: cookie(), params: { syncId: id } })).json;
}

describe("POST /api/quickbooks/sync", () => {
  test("of kind incremental brings every change since the last time for one call, and asks again for what was not offered in one", async () => {
    await openInStep();
    books.running.sandbox.activity.edit(books.company, 40, 6);
    const run = await carryOut(await post({ kind: "incremental" }));
    expect(run).toMatchObject({ state: "succeeded", trigger: "person" });
    expect(asked.map((call) => call.split(" ")[0])).toEqual(["cdc", "batch"]);
    expect(await disagreements(books)).toEqual([]);
  });

  test("over some types asks for these alone", async () => {
    await openInStep();
    books.running.sandbox.activity.edit(books.company, 60, 6);
    const before = await disagreements(books);
    const run = await carryOut(await post({ kind: "incremental", types: ["invoice", "customer"] }));
    expect(run).toMatchObject({ state: "succeeded", types: ["invoice", "customer"] });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^cdc .*"entities":"(Customer,Invoice|Invoice,Customer)"/);
    const left = before.filter((one) => !["invoice", "customer"].includes(one.recordType));
    expect(left).not.toEqual([]);
    expect(await disagreements(books)).toEqual(left);
  });

  test("over single records asks for these alone", async () => {
    await openInStep();
    const [kept, other] = [...books.company.scan("Invoice", { order: "id", limit: 2 })];
    for (const one of [kept, other]) {
      const body = { ...one, PrivateNote: "seen", sparse: false };
      books.company.write({ entity: "Invoice", operation: "save", body, actor: "person" });
    }
    const records = [{ recordType: "invoice", sourceId: kept?.Id }];
    const run = await carryOut(await post({ kind: "incremental", records }));
    expect(run).toMatchObject({ state: "succeeded", recordsAskedFor: 1, meteredCalls: 1 });
    const open = await disagreements(books);
    expect(open.map((one) => one.sourceId)).toContain(other?.Id);
    expect(open.map((one) => one.sourceId)).not.toContain(kept?.Id);
  });

  test("joins a run of its kind that still waits", async () => {
    await openInStep();
    const first = await post({ kind: "incremental" });
    const second = await post({ kind: "incremental" });
    expect(first.json).toMatchObject({ isNew: true });
    expect(second.json).toMatchObject({ success: true, syncId: first.json["syncId"], isNew: false });
  });

  test("refuses types and kinds that there are not", async () => {
    await openInStep();
    for (const body of [{ kind: "everything" }, { syncType: 7 }, { kind: "full", types: ["spaceship"] }]) {
      expect((await post(body)).status).toBe(400);
    }
  });
});

describe("a retry of a sync that went wrong", () => {
  test("reads the types that failed alone, and leaves the books equal", async () => {
    await openInStep();
    const look = books.intercept;
    books.intercept = eachQuestion((call, send) =>
      /FROM (Bill|Vendor) /.test(JSON.stringify(call.query))
        ? Promise.reject(new AppError("quickbooks.rejected"))
        : send(),
    );
    const { syncId: failed, row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "incomplete" });
    expect(row["error_detail"]).toMatch(/^Not synced: (Vendors, Bills|Bills, Vendors)\. /);

    books.intercept = look;
    books.running.sandbox.activity.edit(books.company, 60, 2);
    asked.length = 0;
    const answer = await callRoute(retry, "POST", { cookie: cookie(), params: { syncId: failed } });
    const run = await carryOut(answer);
    expect(run).toMatchObject({ state: "succeeded", kind: "full", trigger: "retry" });
    const others = asked.filter((call) => !/Bill|Vendor|CompanyInfo/.test(call));
    expect(others).toEqual([]);
    const open = await disagreements(books);
    expect(open.filter((one) => one.recordType === "bill" || one.recordType === "vendor")).toEqual([]);
    await books.sync();
    expect(await disagreements(books)).toEqual([]);
  });

  test("of one that succeeded is refused: there is nothing to try again", async () => {
    await openInStep();
    const { syncId: fine } = await books.sync();
    const answer = await callRoute(retry, "POST", { cookie: cookie(), params: { syncId: fine } });
    expect(answer.status).toBe(409);
  });
});
