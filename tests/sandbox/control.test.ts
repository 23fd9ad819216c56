import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { switchCatalogue } from "#sandbox/switches/switch-catalogue.ts";
import { readFileSync } from "node:fs";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { ask, at, clientOf, control, startTiny } from "./support/client-of.ts";

let running: RunningSandbox;

beforeAll(async () => {
  running = await startSandbox({ companies: 1, limits: false });
});
afterAll(() => running.stop());

test("companies are made on request, and the same seed gives the same company", async () => {
  const again = await startSandbox({ companies: 1, limits: false });
  try {
    const [first, second] = [running, again].map((each) => each.sandbox.companies()[0]);
    expect(second?.realmId).toBe(first?.realmId);
    const rows = [first, second].map((company) => [...(company?.scan("Invoice", { order: "id" }) ?? [])]);
    expect(rows[1]?.map((row) => row.Id)).toEqual(rows[0]?.map((row) => row.Id));
  } finally {
    await again.stop();
  }
  const made = (
    await control(running, "POST", "/companies", { size: 3000, seed: 9, profile: "shop" })
  ).json();
  expect(made["records"]).toBe(3000);
  const listed = at((await control(running, "GET", "/companies")).json(), "companies") as unknown[];
  expect(listed).toHaveLength(2);
});

test("a person's change is seen by clients, and the ledger still sums to zero", async () => {
  const client = await clientOf(running);
  const customer = running.sandbox.company(client.realmId)?.scan("Customer", { order: "id", limit: 1 });
  const [row] = [...(customer ?? [])];
  const body = { Id: row?.Id, SyncToken: row?.SyncToken, sparse: true, Notes: "seen" };
  const changed = await control(running, "POST", `/companies/${client.realmId}/changes`, {
    entity: "customer",
    body,
  });
  expect(at(changed.json(), "Customer", "Notes")).toBe("seen");
  expect(at((await client.get(`/customer/${row?.Id ?? ""}`)).json(), "Customer", "Notes")).toBe("seen");
  const ledger = (await control(running, "GET", `/companies/${client.realmId}/ledger`)).json();
  expect(ledger["sumCents"]).toBe(0);
  expect((ledger["postings"] as unknown[]).length).toBeGreaterThan(100);
});

test("people keep working at a given rate, and the same seed makes the same edits", async () => {
  const made = await Promise.all(
    [1, 2].map(async () => {
      const fresh = await startSandbox({ companies: 1, limits: false, seed: 5 });
      try {
        const realmId = fresh.sandbox.companies()[0]?.realmId ?? "";
        const report = (
          await control(fresh, "POST", `/companies/${realmId}/edits`, { count: 120, seed: 3 })
        ).json();
        const ledger = (await control(fresh, "GET", `/companies/${realmId}/ledger`)).json();
        expect(ledger["sumCents"]).toBe(0);
        return report;
      } finally {
        await fresh.stop();
      }
    }),
  );
  expect(made[1]).toEqual(made[0]);
  const realmId = running.sandbox.companies()[0]?.realmId ?? "";
  await control(running, "POST", `/companies/${realmId}/activity`, { perSecond: 20 });
  await expect
    .poll(async () => {
      const { made: kinds } = (await control(running, "GET", `/companies/${realmId}/activity`)).json();
      return Object.values(kinds as Record<string, number>).reduce((sum, count) => sum + count, 0);
    })
    .toBeGreaterThan(5);
  expect(
    at(
      (await control(running, "POST", `/companies/${realmId}/activity`, { perSecond: 0 })).json(),
      "perSecond",
    ),
  ).toBe(0);
});

test("a wrong request gets a sentence", async () => {
  expect((await control(running, "POST", "/tokens", { realmId: "1" })).json()["error"]).toBe(
    "There is no company 1.",
  );
  expect((await control(running, "POST", "/switches", { gzip: 1, nonsense: true })).json()["error"]).toBe(
    "gzip is true or false. There is no switch called nonsense.",
  );
  expect((await control(running, "POST", "/faults", { effect: "explode" })).status).toBe(400);
  expect((await control(running, "GET", "/nonsense")).status).toBe(404);
  expect(
    (await ask(`${running.url}/_sandbox/clock`, { method: "POST", body: "{" })).json()["error"],
  ).toContain("not JSON");
});

test("the clock can be set and moved", async () => {
  const tiny = await startTiny();
  try {
    await control(tiny, "POST", "/clock", { now: "2030-07-01T12:00:00Z" });
    const moved = (await control(tiny, "POST", "/clock", { advanceMs: 3_600_000 })).json();
    expect(String(moved["now"])).toMatch(/^2030-07-01T13:00:0/);
    const client = await clientOf(tiny);
    expect(String((await client.get("/invoice/5")).json()["time"])).toMatch(
      /^2030-07-01T06:00:0\d\.\d{3}-07:00$/,
    );
  } finally {
    await tiny.stop();
  }
});

test("connections outlive a restart when a state file is given", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const stateFile = join(folder, "connections.json");
  try {
    const first = await startTiny({ stateFile });
    const realmId = first.sandbox.companies()[0]?.realmId ?? "";
    const { refresh_token } = (await control(first, "POST", "/tokens", { realmId })).json();
    await first.stop();
    const second = await startTiny({ stateFile });
    const answered = await ask(`${second.url}/oauth2/v1/tokens/bearer`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from("sandbox-client:sandbox-secret").toString("base64")}` },
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: String(refresh_token) }),
    });
    await second.stop();
    expect(answered.status).toBe(200);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("docs/SANDBOX.md describes every switch with its default", () => {
  const text = readFileSync("docs/SANDBOX.md", "utf8").replaceAll(/ +/g, " ");
  const missing = Object.entries(switchCatalogue).filter(
    ([name, entry]) => !text.includes(`| \`${name}\` | \`${entry.initially}\` |`),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});
