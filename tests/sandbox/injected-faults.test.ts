import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { ask, at, clientOf, control, faultCode, startTiny, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startTiny();
  client = await clientOf(running);
});
beforeEach(async () => {
  await control(running, "DELETE", "/faults");
  await control(running, "POST", "/outage", { mode: "none" });
});
afterAll(() => running.stop());

const inject = (rule: object) => control(running, "POST", "/faults", rule);
const countInvoices = async () =>
  at((await client.query("select count(*) from Invoice")).json(), "QueryResponse", "totalCount");
const read = () => client.get("/invoice/5");

describe("which requests are hit", () => {
  test("by path and count: the first two of one path, nothing else", async () => {
    await inject({ path: "/invoice/", times: 2, effect: "status", status: 503 });
    expect([(await read()).status, (await client.get("/customer/2")).status]).toEqual([503, 200]);
    expect([(await read()).status, (await read()).status]).toEqual([503, 200]);
    expect(at((await control(running, "GET", "/faults")).json(), "faults", 0)).toMatchObject({
      seen: 3,
      hits: 2,
    });
  });

  test("by company, after some were let pass", async () => {
    await inject({ realmId: client.realmId, skip: 1, effect: "status", status: 500 });
    const other = await clientOf(running, 1);
    expect([(await other.get("/invoice/5")).status, (await read()).status, (await read()).status]).toEqual([
      200, 200, 500,
    ]);
  });

  test("by probability, the same ones for the same seed", async () => {
    const run = async () => {
      await control(running, "DELETE", "/faults");
      await inject({ path: "/invoice/", probability: 0.5, seed: 7, effect: "status", status: 500 });
      const statuses: number[] = [];
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await read()).status);
      return statuses.join();
    };
    const first = await run();
    expect(first).toContain("500");
    expect(first).toContain("200");
    expect(await run()).toBe(first);
  });

  test("by what the body holds", async () => {
    await inject({
      path: "tokens/bearer",
      bodyContains: "refresh_token",
      effect: "oauth",
      code: "invalid_grant",
    });
    const rejected = await ask(`${running.url}/oauth2/v1/tokens/bearer`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: "x" }),
    });
    expect([rejected.status, rejected.json()]).toEqual([400, { error: "invalid_grant" }]);
  });
});

describe("what happens to them", () => {
  test("a fault with a code, inside 200 if so wished", async () => {
    await inject({ effect: "fault", status: 200, code: "10000", type: "SystemFault", times: 1 });
    const answered = await read();
    expect([answered.status, faultCode(answered)]).toEqual([200, "10000"]);
  });

  test("a fault of the gateway", async () => {
    await inject({ effect: "gateway", status: 401, code: "3200", message: "AuthenticationFailed", times: 1 });
    expect(at((await read()).json(), "fault", "error", 0, "code")).toBe("3200");
  });

  test("a reset before: nothing was done; a reset after: it was done and the answer is lost", async () => {
    const before = Number(await countInvoices());
    await inject({ method: "POST", effect: "reset", times: 1 });
    await expect(client.post("/invoice", { TotalAmt: 1 })).rejects.toThrow();
    expect(await countInvoices()).toBe(before);
    await inject({ method: "POST", effect: "reset", when: "after", times: 1 });
    await expect(client.post("/invoice?requestid=lost", { TotalAmt: 1 })).rejects.toThrow();
    expect(await countInvoices()).toBe(before + 1);
    expect((await client.post("/invoice?requestid=lost", { TotalAmt: 1 })).status).toBe(200);
    expect(await countInvoices()).toBe(before + 1);
  });

  test("a body cut short, and one that is not JSON", async () => {
    await inject({ effect: "truncate", times: 1 });
    await expect(read()).rejects.toThrow();
    await inject({ effect: "malformed", times: 1 });
    const answered = await read();
    expect(answered.status).toBe(200);
    expect(() => answered.json()).toThrow();
  });

  test("a slow answer, and none within 120 s, which the clock can skip", async () => {
    await inject({ effect: "slow", delayMs: 60, times: 1 });
    const startedAt = performance.now();
    expect((await read()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(55);

    await inject({ effect: "timeout", times: 1 });
    let answered: number | undefined;
    const waiting = read().then(({ status }) => (answered = status));
    await expect.poll(() => running.sandbox.faults.list().at(-1)?.hits).toBe(1);
    expect(answered).toBeUndefined();
    // The clock is moved until the answer is there: the wait may begin a moment after the hit is counted.
    await expect
      .poll(async () => {
        await control(running, "POST", "/clock", { advanceMs: 120_000 });
        return answered;
      })
      .toBe(504);
    await waiting;
  });

  test("an outage answers 503 to everybody until it ends, and spares the token endpoint", async () => {
    await control(running, "POST", "/outage", { mode: "unavailable" });
    expect((await read()).status).toBe(503);
    expect((await ask(`${running.url}/.well-known/openid_configuration`)).status).toBe(200);
    await control(running, "POST", "/outage", { mode: "none" });
    // The access token may have run out while the clock was moved.
    client = await clientOf(running);
    expect((await read()).status).toBe(200);
  });
});
