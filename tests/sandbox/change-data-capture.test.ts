import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import {
  at,
  clientOf,
  control,
  faultCode,
  startTiny,
  type Answered,
  type SandboxClient,
} from "./support/client-of.ts";

const MANY = 1353;
let running: RunningSandbox;
let many: SandboxClient;
let few: SandboxClient;

beforeAll(async () => {
  running = await startTiny({ companies: 1, size: MANY });
  running.sandbox.registry.create({ size: 5, seed: 1 });
  many = await clientOf(running, 0);
  few = await clientOf(running, 1);
});
beforeEach(async () => {
  await control(running, "DELETE", "/switches");
  await control(running, "POST", "/switches", { enforceLimits: false });
});
afterAll(() => running.stop());

const minutesAgo = (minutes: number) =>
  new Date(running.sandbox.clock.now() - minutes * 60_000).toISOString();
const ask = (client: SandboxClient, entities: string, since: string) =>
  client.get(`/cdc?entities=${entities}&changedSince=${encodeURIComponent(since)}`);
const groups = (answered: Answered) =>
  at(answered.json(), "CDCResponse", 0, "QueryResponse") as Record<string, unknown>[];
const group = (answered: Answered, key: string) => groups(answered).find((each) => key in each);

test("1,000 objects come at most, the newest by default and the oldest by switch", async () => {
  const since = minutesAgo(MANY + 10);
  for (const [switchValue, first, last] of [
    ["newest-kept", MANY - 1000, MANY - 1],
    ["oldest-kept", 0, 996],
  ] as const) {
    await control(running, "POST", "/switches", { cdcTruncates: switchValue });
    const answered = await ask(many, "Invoice,Customer", since);
    const invoices = at(group(answered, "Invoice"), "Invoice") as Record<string, unknown>[];
    const total = groups(answered).reduce((sum, each) => sum + Number(each["maxResults"] ?? 0), 0);
    expect(total).toBe(1000);
    const numbers = invoices.map((row) => Number(row["DocNumber"]) - 1000);
    expect([numbers[0], numbers.at(-1)]).toEqual([first, last]);
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
  }
});

test("an unchanged type is an empty object, is left out, or nothing at all is an empty list, by switch", async () => {
  const since = minutesAgo(-10);
  expect(groups(await ask(few, "Bill,Vendor", since))).toEqual([{}, {}]);
  await control(running, "POST", "/switches", { cdcEmpty: "omit" });
  expect(groups(await ask(few, "Bill,Vendor", since))).toEqual([]);
  await control(running, "POST", "/switches", { cdcEmpty: "empty" });
  expect((await ask(few, "Bill,Vendor", since)).json()["CDCResponse"]).toEqual([]);
});

test("deleted records come as stubs after the live ones, and only then is there a totalCount", async () => {
  const before = group(await ask(few, "invoice", minutesAgo(60)), "Invoice");
  expect(before).not.toHaveProperty("totalCount");
  const rows = at(before, "Invoice") as Record<string, unknown>[];
  const id = String(rows[0]?.["Id"]);
  await few.post("/invoice?operation=delete", { Id: id, SyncToken: "0" });
  const after = group(await ask(few, "invoice", minutesAgo(60)), "Invoice");
  expect(after).toMatchObject({ startPosition: 1, maxResults: rows.length, totalCount: rows.length });
  const stub = (at(after, "Invoice") as unknown[]).at(-1);
  expect(stub).toEqual({
    domain: "QBO",
    status: "Deleted",
    Id: id,
    MetaData: { LastUpdatedTime: expect.stringMatching(/-0[78]:00$/) as unknown },
  });
  expect(at((await few.query(`select * from Invoice where Id = '${id}'`)).json(), "QueryResponse")).toEqual(
    {},
  );
  expect(faultCode(await few.get(`/invoice/${id}`))).toBe("610");
});

test("inactive names come as normal objects", async () => {
  const customers = at(group(await ask(few, "customer", minutesAgo(60)), "Customer"), "Customer") as object[];
  expect(customers.some((row) => at(row, "Active") === false)).toBe(true);
});

test("the order of the types is not the order of the request", async () => {
  const names = ["Invoice", "Customer", "CompanyInfo", "Preferences"];
  const orders = new Set<string>();
  for (let turn = 0; turn < 12; turn += 1) {
    const answered = await ask(few, names.join(","), minutesAgo(60));
    orders.add(
      groups(answered)
        .map((each) => Object.keys(each)[0])
        .join(),
    );
  }
  expect(orders.size).toBeGreaterThan(1);
});

test("looking back over 30 days is refused, and answered by switch", async () => {
  const since = minutesAgo(31 * 24 * 60);
  const rejected = await ask(few, "Invoice", since);
  expect([rejected.status, faultCode(rejected)]).toEqual([400, "500"]);
  expect(rejected.text).toContain("which is older than fixed days is not supported.");
  await control(running, "POST", "/switches", { cdcTooOld: "answer" });
  expect((await ask(few, "Invoice", since)).status).toBe(200);
});

test.each([
  ["TaxCode", "500"],
  ["JournalCode", "500"],
  ["Nonsense", "500"],
  ["", "2020"],
])("entities=%s is refused with %s", async (entities, code) => {
  expect(faultCode(await ask(few, entities, minutesAgo(5)))).toBe(code);
});

test("changedSince may be a date alone, and a plus sign that was not encoded is refused", async () => {
  expect((await ask(few, "Invoice", minutesAgo(60).slice(0, 10))).status).toBe(200);
  const spoiled = await few.get("/cdc?entities=Invoice&changedSince=2026-11-01T00:00:00+01:00");
  expect(faultCode(spoiled)).toBe("2070");
});
