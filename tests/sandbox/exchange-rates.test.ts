import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pacificDate } from "#sandbox/clock/pacific-time.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, clientOf, control, faultCode, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startSandbox({ companies: 4, size: 600, limits: false });
  client = await clientOf(running, 3);
});
afterEach(() => control(running, "POST", "/switches", { exchangeRateDays: "history" }));
afterAll(() => running.stop());

async function countOf(condition = ""): Promise<unknown> {
  const answered = await client.query(`SELECT count(*) FROM ExchangeRate${condition}`);
  expect(answered.status, answered.text).toBe(200);
  return at(answered.json(), "QueryResponse", "totalCount");
}

async function rejectionOf(statement: string): Promise<unknown> {
  const answered = await client.query(statement);
  expect(answered.status, answered.text).toBe(400);
  return faultCode(answered);
}

const today = () => pacificDate(Date.now());

test("the whole history is paged by time, and by day and currency", async () => {
  const all = Number(await countOf());
  expect(all).toBeGreaterThan(2000);
  for (const order of ["MetaData.LastUpdatedTime ASC", "AsOfDate ASC, SourceCurrencyCode ASC"]) {
    const met = new Set<string>();
    for (let start = 1; start <= all; start += 1000) {
      const page = await client.query(
        `SELECT * FROM ExchangeRate ORDERBY ${order} STARTPOSITION ${start} MAXRESULTS 1000`,
      );
      const rows = at(page.json(), "QueryResponse", "ExchangeRate") as Record<string, unknown>[];
      for (const row of rows) met.add(`${String(row["SourceCurrencyCode"])}@${String(row["AsOfDate"])}`);
    }
    expect(met.size).toBe(all);
  }
});

test("rates have no Id to be asked, ordered or selected by", async () => {
  expect(await rejectionOf("SELECT * FROM ExchangeRate WHERE Id = '1'")).toBe("4001");
  expect(await rejectionOf("SELECT * FROM ExchangeRate ORDERBY Id ASC")).toBe("4001");
  expect(await rejectionOf("SELECT Id FROM ExchangeRate")).toBe("4001");
});

test("by switch a query without a day covers today's rates only, and a day can only be named", async () => {
  await control(running, "POST", "/switches", { exchangeRateDays: "today" });
  expect(await countOf()).toBe(2);
  expect(await countOf(` WHERE AsOfDate = '${today()}'`)).toBe(2);
  expect(await countOf(" WHERE AsOfDate = '2025-02-03'")).toBe(2);
  expect(await rejectionOf("SELECT * FROM ExchangeRate WHERE AsOfDate >= '2025-02-03'")).toBe("4001");
});

test("by switch a query must name its day", async () => {
  await control(running, "POST", "/switches", { exchangeRateDays: "named" });
  expect(await rejectionOf("SELECT count(*) FROM ExchangeRate")).toBe("4001");
  expect(await countOf(" WHERE AsOfDate = '2025-02-03'")).toBe(2);
});

test("a rate set by hand replaces that of its day, and a new currency's is added", async () => {
  const before = Number(await countOf());
  const set = await client.post("/exchangerate", {
    SourceCurrencyCode: "EUR",
    AsOfDate: "2025-02-03",
    Rate: 1.5,
  });
  expect(at(set.json(), "ExchangeRate", "Rate")).toBe(1.5);
  expect(at(set.json(), "ExchangeRate", "Id")).toBeUndefined();
  expect(await countOf()).toBe(before);
  await client.post("/exchangerate", { SourceCurrencyCode: "CAD", AsOfDate: "2025-02-03", Rate: 0.7 });
  expect(await countOf()).toBe(before + 1);
  const read = await client.get("/exchangerate?sourcecurrencycode=EUR&asofdate=2025-02-03");
  expect(at(read.json(), "ExchangeRate", "Rate")).toBe(1.5);
  const home = await client.post("/exchangerate", {
    SourceCurrencyCode: "USD",
    AsOfDate: "2025-02-03",
    Rate: 2,
  });
  expect(home.status).toBe(400);
});
