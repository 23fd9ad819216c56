import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, clientOf, control, startTiny, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startTiny({ limits: true });
  client = await clientOf(running);
});
beforeEach(async () => {
  await control(running, "DELETE", "/switches");
  await control(running, "POST", "/clock", { advanceMs: 61_000 });
  await control(running, "DELETE", "/counters");
});
afterAll(() => running.stop());

const counters = async () =>
  at((await control(running, "GET", "/counters")).json(), "realms", client.realmId);
const reads = (times: number) => Promise.all(Array.from({ length: times }, () => client.get("/invoice/5")));

test("the eleventh request within a second is answered 429, in XML though JSON was asked for", async () => {
  const answered = await reads(13);
  expect(answered.filter(({ status }) => status === 200)).toHaveLength(10);
  const rejected = answered.find(({ status }) => status === 429);
  expect(rejected?.headers.get("content-type")).toBe("application/xml");
  expect(rejected?.headers.get("retry-after")).toBeNull();
  expect(rejected?.headers.get("intuit_tid")).not.toBeNull();
  expect(rejected?.text).toContain('<Fault type="SERVICE"><Error code="3001">');
  expect(rejected?.text).toContain("message=ThrottleExceeded; errorCode=003001; statusCode=429");
  await control(running, "POST", "/clock", { advanceMs: 1001 });
  expect((await reads(1))[0]?.status).toBe(200);
});

test("the 429 is JSON by switch", async () => {
  await control(running, "POST", "/switches", { throttleBody: "json", requestsPerSecond: 1 });
  const rejected = (await reads(2)).find(({ status }) => status === 429);
  expect(at(rejected?.json(), "fault", "error", 0, "code")).toBe("3001");
});

test("500 requests a minute are the bound, whatever the second allows", async () => {
  await control(running, "POST", "/switches", { requestsPerSecond: 10_000 });
  const statuses = (await reads(505)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});

test("40 batches a minute are the bound for batches", async () => {
  await control(running, "POST", "/switches", { requestsPerSecond: 10_000 });
  const batch = { BatchItemRequest: [{ bId: "1", Query: "select count(*) from Invoice" }] };
  const answered = await Promise.all(Array.from({ length: 42 }, () => client.post("/batch", batch)));
  expect(answered.filter(({ status }) => status === 429)).toHaveLength(2);
});

test("excesses are counted though limits are not enforced", async () => {
  await control(running, "POST", "/switches", { enforceLimits: false });
  expect((await reads(15)).every(({ status }) => status === 200)).toBe(true);
  expect(at(await counters(), "violations", "perSecond")).toBe(5);
  expect(at(await counters(), "peakPerSecond")).toBe(15);
});

test("requests at once are counted, and more than ten are a violation", async () => {
  await control(running, "POST", "/switches", { enforceLimits: false, latencyMs: 80 });
  await reads(14);
  const found = await counters();
  expect(at(found, "peakConcurrent")).toBe(14);
  expect(at(found, "violations", "concurrency")).toBe(4);
  expect(at(found, "concurrent")).toBe(0);
});

test("reads, queries and batches are metered, writes are free, refusals cost nothing", async () => {
  await control(running, "POST", "/switches", { enforceLimits: false });
  await client.get("/invoice/5");
  await client.query("select count(*) from Invoice");
  await client.post("/query", "select count(*) from Invoice", { "Content-Type": "application/text" });
  await client.post("/batch", { BatchItemRequest: [{ bId: "1", operation: "create", Invoice: {} }] });
  await client.post("/invoice", { TotalAmt: 1 });
  await client.get("/invoice/999999");
  expect(await counters()).toMatchObject({ total: 6, metered: 4, free: 1, byStatus: { 200: 5, 400: 1 } });
});

test("a batch is metered by its items or as one call, as the switch says, and both are shown", async () => {
  const Query = "select count(*) from Invoice";
  const three = { BatchItemRequest: ["1", "2", "3"].map((bId) => ({ bId, Query })) };
  await client.post("/batch", three);
  const both = { meteredPerRequest: 1, meteredPerItem: 3 };
  expect(await counters()).toMatchObject({ total: 1, metered: 3, ...both });
  await control(running, "POST", "/switches", { batchMetering: "call" });
  await control(running, "DELETE", "/counters");
  await client.post("/batch", three);
  expect(await counters()).toMatchObject({ total: 1, metered: 1, ...both });
});
