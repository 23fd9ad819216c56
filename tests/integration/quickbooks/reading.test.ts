import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import { fetchChanges } from "#lib/quickbooks/changes.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { fetchRecord } from "#lib/quickbooks/fetch-record.ts";
import { countOf, queryPage } from "#lib/quickbooks/query.ts";
import { parseRow } from "#lib/quickbooks/wire/parse-row.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { retryingClient } from "#lib/quickbooks/with-retries.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { connectSandbox, type ConnectedSandbox } from "./connected-sandbox.ts";

let quickbooks: ConnectedSandbox;

beforeAll(async () => {
  quickbooks = await connectSandbox();
});
afterAll(() => quickbooks.running.stop());
beforeEach(() => {
  quickbooks.running.sandbox.faults.remove();
  quickbooks.running.sandbox.switches.reset();
  quickbooks.running.sandbox.switches.set({ enforceLimits: false });
  quickbooks.calls.length = 0;
});

const inChanges = allRecordTypes.filter((recordType) => intuitEntity(recordType).inChanges);
const fail = (rule: object): void => {
  quickbooks.running.sandbox.faults.add(faultRuleInput.parse({ path: "/v3/", ...rule }));
};

async function readAll(recordType: RecordType, maxResults = 1000): Promise<WireRecord[]> {
  const all: WireRecord[] = [];
  for (let startPosition = 1; startPosition < 20_000; startPosition += maxResults) {
    const { rows } = await queryPage(quickbooks.client, recordType, { startPosition, maxResults });
    all.push(...rows.map(parseRow));
    if (rows.length < maxResults) return all;
  }
  throw new Error("the pages never end");
}

function save(
  entity: string,
  body: Readonly<Record<string, unknown>>,
  operation: "save" | "delete" = "save",
): string {
  const result = quickbooks.company.write({ entity, operation, body, actor: "person" });
  if (result.kind === "written") return result.object.Id;
  if (result.kind === "deleted") return result.id;
  throw new Error(`the sandbox refused: ${JSON.stringify(result)}`);
}

describe("a whole company", () => {
  it("is read and mapped, every type of it, and each type counts as many as were read", async () => {
    const read: Partial<Record<RecordType, number>> = {};
    const notOffered: RecordType[] = [];
    for (const recordType of allRecordTypes) {
      try {
        const records = await readAll(recordType);
        const ids = records.map((record) => mapRecord(recordType, record).row.sourceId);
        expect(new Set(ids).size, `${recordType} ids`).toBe(ids.length);
        expect(records.length, recordType).toBe(await countOf(quickbooks.client, recordType));
        if (records.length > 0) read[recordType] = records.length;
      } catch (thrown) {
        if (!isAppError(thrown, "quickbooks.not_offered")) throw thrown;
        notOffered.push(recordType);
      }
    }
    expect(Object.keys(read).length).toBeGreaterThan(25);
    expect(read).toMatchObject({ company_info: 1, preferences: 1 });
    // French books have it, others do not.
    expect(notOffered).toContain("journal_code");
  });

  it("is the same read in small pages", async () => {
    const whole = await readAll("invoice");
    const paged = await readAll("invoice", 7);
    expect(paged.map(({ Id }) => Id)).toEqual(whole.map(({ Id }) => Id));
    expect(whole.length).toBeGreaterThan(7);
  });

  it("can be cut by the time of the last change, both ends included", async () => {
    const all = (await readAll("invoice")).map((record) =>
      mapRecord("invoice", record).row.sourceUpdatedAt.getTime(),
    );
    const from = new Date(all[3] ?? 0);
    const to = new Date(all.at(-4) ?? 0);
    const window = { startPosition: 1, maxResults: 1000, updatedFrom: from, updatedTo: to };
    const { rows } = await queryPage(quickbooks.client, "invoice", window);
    const within = all.filter((time) => time >= from.getTime() && time <= to.getTime());
    expect(rows).toHaveLength(within.length);
    expect(await countOf(quickbooks.client, "invoice", window)).toBe(within.length);
  });

  it("shows inactive records of a list too", async () => {
    const id = save("Customer", { DisplayName: "Soon inactive" });
    const read = quickbooks.company.read("Customer", id);
    save("Customer", { Id: id, SyncToken: read?.SyncToken, sparse: true, Active: false });
    const page = await queryPage(quickbooks.client, "customer", {
      startPosition: 1,
      maxResults: 10,
      ids: [id],
    });
    const rows = page.rows.map((row) => mapRecord("customer", parseRow(row)).row);
    expect(rows).toMatchObject([{ sourceId: id, active: false }]);
  });

  it("is asked by POST where the statement is long", async () => {
    const ids = (await readAll("customer")).map(({ Id }) => String(Id));
    const many = Array.from({ length: 300 }, (_, index) => String(9_000_000_000 + index));
    const page = { startPosition: 1, maxResults: 1000, ids: [...ids, ...many] };
    expect((await queryPage(quickbooks.client, "customer", page)).rows).toHaveLength(ids.length);
  });
});

describe("one record", () => {
  it("is read by its Id, null once it is gone, and settings without one", async () => {
    const [invoice] = await readAll("invoice", 1000);
    const id = String(invoice?.["Id"]);
    expect(await fetchRecord(quickbooks.client, "invoice", id)).toEqual(invoice);
    expect(await fetchRecord(quickbooks.client, "invoice", "99999999")).toBeNull();
    expect(await fetchRecord(quickbooks.client, "company_info", "1")).toHaveProperty("CompanyName");
    expect(await fetchRecord(quickbooks.client, "preferences", "1")).toHaveProperty("CurrencyPrefs");
  });
});

describe("changes", () => {
  it("of all types are one metered call, deletions included", async () => {
    const name = `Changed ${Date.now()}`;
    const since = new Date(quickbooks.running.sandbox.clock.now() - 1000);
    const customer = save("Customer", { DisplayName: name });
    const journal = save("JournalEntry", {
      Line: ["Debit", "Credit"].map((PostingType, index) => ({
        Amount: 12.5,
        DetailType: "JournalEntryLineDetail",
        JournalEntryLineDetail: { PostingType, AccountRef: { value: accountIds()[index] } },
      })),
    });
    save("JournalEntry", { Id: journal, SyncToken: "0" }, "delete");
    const changes = await fetchChanges(quickbooks.client, inChanges, since);
    const customers = changes.changed.get("customer") ?? [];
    expect(customers.map(({ Id }) => Id)).toContain(customer);
    expect(changes.deleted).toMatchObject([{ recordType: "journal_entry", sourceId: journal }]);
    expect(changes.deleted[0]?.deletedAt?.getTime()).toBeGreaterThanOrEqual(since.getTime());
    expect(changes).toMatchObject({ maybeTruncated: false });
    expect(changes.time?.getTime()).toBeGreaterThan(since.getTime());
    expect(quickbooks.calls.map(({ kind, metered }) => [kind, metered])).toEqual([["changes", true]]);
  });

  it.each(["braces", "omit", "empty"])("are none where there are none (%s)", async (cdcEmpty) => {
    quickbooks.running.sandbox.switches.set({ cdcEmpty });
    const later = new Date(quickbooks.running.sandbox.clock.now() + 60_000);
    expect(await fetchChanges(quickbooks.client, inChanges, later)).toMatchObject({ total: 0, deleted: [] });
  });

  it("are refused for a type that change data capture leaves out", async () => {
    await expect(fetchChanges(quickbooks.client, ["tax_code"], new Date())).rejects.toMatchObject({
      code: "request.invalid",
    });
  });

  it("that are too old to be had are a failure, not an empty answer", async () => {
    const old = new Date(quickbooks.running.sandbox.clock.now() - 40 * 86_400_000);
    await expect(fetchChanges(quickbooks.client, inChanges, old)).rejects.toMatchObject({
      code: "quickbooks.rejected",
    });
  });
});

describe("a call", () => {
  const count = (): Promise<number> => countOf(quickbooks.client, "invoice");

  it("whose token has run out is sent once more with another one", async () => {
    const before = quickbooks.rejections();
    quickbooks.running.sandbox.grants.expireAccessTokens();
    expect(await count()).toBeGreaterThan(0);
    expect(quickbooks.rejections()).toBe(before + 1);
    expect(quickbooks.calls.map(({ status, metered }) => [status, metered])).toEqual([
      [401, false],
      [200, true],
    ]);
  });

  it("that is refused twice for its token is given up", async () => {
    fail({ effect: "gateway", status: 401, code: "3200" });
    await expect(count()).rejects.toMatchObject({ code: "quickbooks.unauthorized", faultCode: "3200" });
    expect(quickbooks.calls).toHaveLength(2);
  });

  it("without a fault carries Intuit's id of the exchange, and so does one with", async () => {
    await count();
    fail({ effect: "status", status: 503 });
    await expect(count()).rejects.toMatchObject({ code: "quickbooks.unavailable" });
    expect(quickbooks.calls[0]?.intuitTid).toMatch(/^1-/);
    expect(quickbooks.calls[0]?.durationMs).toBeGreaterThan(0);
    expect(quickbooks.calls[1]).toMatchObject({
      status: 503,
      metered: false,
      code: "quickbooks.unavailable",
    });
  });

  it.each([
    [{ effect: "gateway", status: 429 }, "quickbooks.throttled"],
    [{ effect: "gateway", status: 403, code: "3100" }, "quickbooks.forbidden"],
    [{ effect: "fault", status: 400, code: "6190" }, "quickbooks.subscription_lapsed"],
    [{ effect: "fault", status: 200, code: "10000" }, "quickbooks.failed"],
    [{ effect: "status", status: 504 }, "quickbooks.timeout"],
    [{ effect: "reset" }, "quickbooks.unavailable"],
    [{ effect: "malformed" }, "quickbooks.malformed"],
    [{ effect: "slow", delayMs: 3000 }, "quickbooks.timeout"],
  ])("that meets %j fails as %s", { timeout: 10_000 }, async (rule, code) => {
    const impatient = rule.effect === "slow" ? await connectSandbox({ seed: 9, timeoutMs: 150 }) : null;
    try {
      const { client, running } = impatient ?? quickbooks;
      running.sandbox.faults.add(faultRuleInput.parse({ path: "/v3/", ...rule }));
      await expect(countOf(client, "invoice")).rejects.toMatchObject({ code });
    } finally {
      await impatient?.running.stop();
    }
  });

  it("whose answer is cut short is never taken for a short answer", async () => {
    fail({ effect: "truncate" });
    const failure: unknown = await readAll("invoice").catch((thrown: unknown) => thrown);
    expect(["quickbooks.malformed", "quickbooks.unavailable"]).toContain(
      isAppError(failure) ? failure.code : null,
    );
  });

  it("gets through a fault on every third call with retries", async () => {
    fail({ effect: "status", status: 503, probability: 0.33, seed: 4 });
    const patient = retryingClient(quickbooks.client, { sleep: () => Promise.resolve(), attempts: 12 });
    const expected = quickbooks.company.count("Invoice", {});
    for (let round = 0; round < 15; round += 1) expect(await countOf(patient, "invoice")).toBe(expected);
    expect(quickbooks.calls.some(({ status }) => status === 503)).toBe(true);
  });

  it("is answered compressed to who can read that, which we can", async () => {
    quickbooks.running.sandbox.switches.set({ gzip: true });
    expect(await readAll("invoice")).toHaveLength(quickbooks.company.count("Invoice", {}));
  });

  it("that is called off ends at once with the reason", async () => {
    fail({ effect: "slow", delayMs: 3000 });
    const controller = new AbortController();
    const reason = new Error("the run was stopped");
    const pending = countOf(quickbooks.client, "invoice", { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });
});

function accountIds(): string[] {
  return [...quickbooks.company.scan("Account", { order: "id" })]
    .filter((account) => account["AccountType"] === "Expense")
    .map(({ Id }) => Id);
}
