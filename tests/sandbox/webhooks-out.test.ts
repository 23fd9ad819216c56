import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { signBody } from "#sandbox/webhooks/sign-body.ts";
import { at, clientOf, control, startTiny, type SandboxClient } from "./support/client-of.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let endpoint: Server;
let received: Received[];
/** What the endpoint answers next; undefined never answers. */
let answer: (nth: number) => number | undefined;
let running: RunningSandbox;
let client: SandboxClient;

beforeEach(async () => {
  received = [];
  answer = () => 200;
  endpoint = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
      const status = answer(received.length);
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  const { port } = endpoint.address() as AddressInfo;
  running = await startTiny({ webhookUrl: `http://127.0.0.1:${port}/hook` });
  client = await clientOf(running);
});
afterEach(async () => {
  await running.stop();
  endpoint.closeAllConnections();
  await new Promise((resolve) => endpoint.close(resolve));
});

const deliveries = () => vi.waitUntil(() => received.length > 0 && received, { timeout: 5000 });
const untilReceived = (count: number) =>
  vi.waitFor(() => expect(received).toHaveLength(count), { timeout: 5000 });
const untilIdle = () =>
  vi.waitFor(async () => {
    const report = (await control(running, "GET", "/webhooks")).json();
    expect([report["queued"], report["gathering"]]).toEqual([0, 0]);
  });
const change = (realmId: string, body: object) =>
  control(running, "POST", `/companies/${realmId}/changes`, body);
const newInvoice = { entity: "Invoice", body: { TotalAmt: 1 } };
const events = (index: number) => JSON.parse(received[index]?.text ?? "[]") as Record<string, unknown>[];
const attempts = async () => {
  const report = (await control(running, "GET", "/webhooks")).json();
  return at(report, "deliveries", 0, "attempts") as Record<string, unknown>[];
};

// Kept beside the checkout and not in it.
const publishedSamples = path.resolve(
  import.meta.dirname,
  "../../../shared/recorded/webhooks/webhook-samples.json",
);
if (existsSync(publishedSamples)) {
  test("the published pair of body, verifier token and signature comes out", () => {
    const samples = JSON.parse(readFileSync(publishedSamples, "utf8")) as unknown;
    const sample = at(samples, "legacy_with_signature");
    expect(signBody(String(at(sample, "raw_body")), String(at(sample, "verifier_token")))).toBe(
      at(sample, "intuit_signature"),
    );
  });
}

describe("a change", () => {
  test("arrives as a signed CloudEvents array with Intuit's headers", async () => {
    const made = await client.post("/invoice", { TotalAmt: 1 });
    await deliveries();
    const [{ headers, text }] = received as [Received];
    expect(headers["intuit-signature"]).toBe(signBody(text, "sandbox-verifier"));
    expect(headers["intuit-created-time"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]00$/);
    expect(headers["intuit-notification-schema-version"]).toBe("0.1");
    expect(headers["user-agent"]).toBe("intuit_notification_server/0.1");
    expect(events(0)).toEqual([
      {
        specversion: "1.0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        source: expect.stringMatching(/^intuit\..+=$/) as unknown,
        type: "qbo.invoice.created.v1",
        datacontenttype: "application/json",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as unknown,
        intuitentityid: at(made.json(), "Invoice", "Id"),
        intuitaccountid: client.realmId,
        data: {},
      },
    ]);
  });

  test("arrives in the legacy shape by switch", async () => {
    await control(running, "POST", "/switches", { webhookFormat: "legacy" });
    await change(client.realmId, newInvoice);
    await deliveries();
    const body = JSON.parse(received[0]?.text ?? "") as unknown;
    expect(at(body, "eventNotifications", 0, "realmId")).toBe(client.realmId);
    expect(at(body, "eventNotifications", 0, "dataChangeEvent", "entities", 0)).toMatchObject({
      name: "Invoice",
      operation: "Create",
      lastUpdated: expect.stringMatching(/-0[78]00$/) as unknown,
    });
  });

  test("names the losing record of a merge, and calls a void void or voided", async () => {
    await control(running, "POST", `/companies/${client.realmId}/merge`, {
      entity: "Customer",
      winnerId: "2",
      loserId: "3",
    });
    await untilReceived(1);
    expect(events(0)[0]).toMatchObject({
      type: "qbo.customer.merged.v1",
      intuitentityid: "2",
      data: { deletedid: "3" },
    });
    await change(client.realmId, { entity: "Invoice", operation: "void", body: { Id: "5", SyncToken: "0" } });
    await untilReceived(2);
    expect(events(1)[0]?.["type"]).toBe("qbo.invoice.void.v1");
    await control(running, "POST", "/switches", { webhookVoidWord: "voided" });
    await change(client.realmId, { entity: "Invoice", operation: "void", body: { Id: "6", SyncToken: "0" } });
    await untilReceived(3);
    expect(events(2)[0]?.["type"]).toBe("qbo.invoice.voided.v1");
  });

  test("of a company without a live connection, or of a type without webhooks, is not sent", async () => {
    const silent = running.sandbox.companies()[1]?.realmId ?? "";
    await change(silent, newInvoice);
    await change(client.realmId, { entity: "Attachable", body: { Note: "x" } });
    await change(client.realmId, newInvoice);
    await untilReceived(1);
    expect(events(0).map((event) => [event["type"], event["intuitaccountid"]])).toEqual([
      ["qbo.invoice.created.v1", client.realmId],
    ]);
  });
});

describe("requests", () => {
  test("gather what happens together, of all companies, up to 100 events each", async () => {
    await control(running, "POST", "/switches", { webhookAggregationMs: 300, enforceLimits: false });
    const other = await clientOf(running, 1);
    for (let turn = 0; turn < 60; turn += 1) {
      running.sandbox
        .company(client.realmId)
        ?.write({ entity: "Invoice", operation: "save", body: {}, actor: "person" });
      running.sandbox
        .company(other.realmId)
        ?.write({ entity: "Invoice", operation: "save", body: {}, actor: "person" });
    }
    await untilReceived(2);
    expect([events(0).length, events(1).length]).toEqual([100, 20]);
    expect(new Set(events(0).map((event) => event["intuitaccountid"])).size).toBe(2);
  });

  test("come twice with the same event ids, by switch", async () => {
    await control(running, "POST", "/switches", { webhookDuplicates: 1 });
    await change(client.realmId, newInvoice);
    await untilReceived(2);
    expect(events(1)[0]?.["id"]).toBe(events(0)[0]?.["id"]);
  });

  test("are overtaken by later ones, by switch", async () => {
    await control(running, "POST", "/switches", { webhookReordering: 1, webhookAggregationMs: 1 });
    const first = at((await change(client.realmId, newInvoice)).json(), "Invoice", "Id");
    await vi.waitFor(async () => {
      expect((await control(running, "GET", "/webhooks")).json()["gathering"]).toBe(0);
    });
    await control(running, "POST", "/switches", { webhookReordering: 0 });
    await change(client.realmId, newInvoice);
    await untilReceived(2);
    expect(events(1)[0]?.["intuitentityid"]).toBe(first);
  });

  test("are sent again on request", async () => {
    await change(client.realmId, newInvoice);
    await untilReceived(1);
    const id = String(at((await control(running, "GET", "/webhooks")).json(), "deliveries", 0, "id"));
    await control(running, "POST", `/webhooks/${id}/resend`);
    await untilReceived(2);
    expect(received[1]?.text).toBe(received[0]?.text);
  });
});

describe("an endpoint that fails", () => {
  test("is tried again after 10 s, 20 s, 30 s, 5 min, 20 min, 2 h, 4 h, 6 h and every 6 h, while later events wait", async () => {
    answer = (nth) => (nth <= 10 ? 500 : 200);
    await change(client.realmId, newInvoice);
    await untilReceived(1);
    await change(client.realmId, newInvoice);
    const seconds = [10, 20, 30, 300, 1200, 7200, 14_400, 21_600, 21_600, 21_600];
    for (const [index, wait] of seconds.entries()) {
      await vi.waitFor(async () => expect(await attempts()).toHaveLength(index + 1));
      await control(running, "POST", "/clock", { advanceMs: (wait - 2) * 1000 });
      expect(received).toHaveLength(index + 1);
      await control(running, "POST", "/clock", { advanceMs: 2000 });
      await vi.waitFor(() => expect(received.length).toBeGreaterThan(index + 1), { timeout: 5000 });
    }
    await untilReceived(12);
    expect(received[10]?.text).toBe(received[0]?.text);
    expect(received[11]?.text).not.toBe(received[0]?.text);
  });

  test("by the older plan is tried after 20, 30 and 50 minutes, then blacklisted; other events do not wait", async () => {
    await control(running, "POST", "/switches", { webhookRetries: "2018" });
    answer = (nth) => (nth === 2 ? 200 : 503);
    await change(client.realmId, newInvoice);
    await untilReceived(1);
    await change(client.realmId, newInvoice);
    await untilReceived(2);
    for (const [index, minutes] of [20, 30, 50].entries()) {
      await vi.waitFor(async () => expect(await attempts()).toHaveLength(index + 1));
      await control(running, "POST", "/clock", { advanceMs: minutes * 60_000 });
      await untilReceived(index + 3);
    }
    await vi.waitFor(async () => {
      expect((await control(running, "GET", "/webhooks")).json()["blacklisted"]).toBe(true);
    });
  });

  test("by the older plan is not tried again after a 400", async () => {
    await control(running, "POST", "/switches", { webhookRetries: "2018" });
    answer = () => 400;
    await change(client.realmId, newInvoice);
    await untilReceived(1);
    await untilIdle();
    expect(at((await control(running, "GET", "/webhooks")).json(), "deliveries", 0, "state")).toBe("dropped");
  });

  test("has three seconds, and silence is a failure", async () => {
    await control(running, "POST", "/switches", { webhookTimeoutMs: 150 });
    answer = (nth) => (nth === 1 ? undefined : 200);
    await change(client.realmId, newInvoice);
    await vi.waitFor(async () => expect((await attempts())[0]).toHaveProperty("error"));
    await control(running, "POST", "/clock", { advanceMs: 10_000 });
    await untilReceived(2);
  });
});
