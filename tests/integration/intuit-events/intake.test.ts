import { createHmac, randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listUnreadableDeliveries } from "#lib/connections/delivery-text.ts";
import { asSystem } from "#lib/db/scope.ts";
import { closePool } from "#lib/db/pool.ts";
import { metrics } from "#lib/metrics/registry.ts";
import { largestDeliveryBytes, largestReadBytes } from "#lib/intuit-events/read-signed-body.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { createConnectedCompany, listJobs, setConnectionState } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { cloudEvents, deliver, sign } from "./signed-delivery.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({
    databaseUrl: database.url,
    more: { QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: "the-new-one,the-old-one" },
  });
});
afterAll(() => database.drop());
beforeEach(() =>
  asSystem(async (sql) => {
    await sql.query("DELETE FROM quickbooks_webhook_events");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
  }),
);

interface StoredEvent {
  readonly event_id: string;
  readonly company_id: string | null;
  readonly organization_id: string | null;
  readonly entity: string;
  readonly operation: string;
  readonly source_id: string | null;
  readonly state: string;
  readonly deliveries: number;
}

async function listStored(): Promise<readonly StoredEvent[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<StoredEvent>("SELECT * FROM quickbooks_webhook_events ORDER BY event_id"),
  );
  return rows;
}

describe("a webhook is durable before it is answered 200 (invariant 5)", () => {
  it("stores each event with its company and queues one job for all of a company's events", async () => {
    const one = await createConnectedCompany();
    const two = await createConnectedCompany();
    const response = await deliver(
      cloudEvents([
        { realmId: one.realmId, sourceId: "1" },
        { realmId: one.realmId, sourceId: "2", entity: "customer", operation: "created" },
        { realmId: two.realmId, sourceId: "3", operation: "void" },
      ]),
    );
    expect(response.status).toBe(200);
    const stored = await listStored();
    expect(stored.map((event) => [event.company_id, event.entity, event.operation, event.state])).toEqual(
      expect.arrayContaining([
        [one.companyId, "invoice", "updated", "pending"],
        [one.companyId, "customer", "created", "pending"],
        [two.companyId, "invoice", "voided", "pending"],
      ]),
    );
    expect(stored.every((event) => event.organization_id !== null)).toBe(true);
    const jobs = await listJobs("process_webhooks");
    expect(jobs.map((job) => job.payload["companyId"]).sort()).toEqual([one.companyId, two.companyId].sort());
  });

  it("takes the older payload too", async () => {
    const { realmId, companyId } = await createConnectedCompany();
    const body = JSON.stringify({
      eventNotifications: [
        {
          realmId,
          dataChangeEvent: {
            entities: [
              {
                name: "Customer",
                id: "1",
                operation: "Merge",
                lastUpdated: "2026-10-05T14:42:19-0700",
                deletedId: "27",
              },
            ],
          },
        },
      ],
    });
    expect((await deliver(body)).status).toBe(200);
    expect((await deliver(body)).status).toBe(200);
    expect(await listStored()).toMatchObject([
      { company_id: companyId, entity: "Customer", operation: "merged", deleted_id: "27", deliveries: 2 },
    ]);
  });

  it("counts the same event twice as one event, and does not start it again", async () => {
    const { realmId } = await createConnectedCompany();
    const body = cloudEvents([{ realmId, id: "the-same" }]);
    await deliver(body);
    await asSystem((sql) => sql.query("UPDATE quickbooks_webhook_events SET state = 'processed'"));
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
    expect((await deliver(body)).status).toBe(200);
    expect(await listStored()).toMatchObject([{ event_id: "the-same", deliveries: 2, state: "processed" }]);
    expect(await listJobs()).toEqual([]);
  });

  it("takes an event that stands twice in one delivery once", async () => {
    const { realmId } = await createConnectedCompany();
    const response = await deliver(
      cloudEvents([
        { realmId, id: "twin" },
        { realmId, id: "twin" },
      ]),
    );
    expect(response.status).toBe(200);
    expect(await listStored()).toHaveLength(1);
  });

  it("takes two companies' events under one id for two, in one delivery and in two", async () => {
    const companies = await Promise.all(Array.from({ length: 3 }, () => createConnectedCompany()));
    const [one, two, three] = companies.map(({ realmId }) => ({ realmId, id: "shared" }));
    if (!one || !two || !three) throw new Error("three companies");
    for (let round = 0; round < 2; round += 1) {
      expect((await deliver(cloudEvents([one, two]))).status).toBe(200);
      expect((await deliver(cloudEvents([three]))).status).toBe(200);
    }
    const stored = await listStored();
    expect(stored.map((event) => event.company_id).sort()).toEqual(
      companies.map((company) => company.companyId).sort(),
    );
    expect(stored.every((event) => event.deliveries === 2 && event.state === "pending")).toBe(true);
  });

  it("keeps events of unknown and of disconnected realms, marked", async () => {
    const gone = await createConnectedCompany();
    await setConnectionState(gone.companyId, "disconnected");
    await deliver(cloudEvents([{ realmId: "999999" }, { realmId: gone.realmId }]));
    expect(await listStored()).toMatchObject([
      { company_id: null, state: "unmatched" },
      { company_id: null, state: "unmatched" },
    ]);
    expect(await listJobs()).toEqual([]);
  });

  it("stores the readable events of a delivery that holds unreadable ones", async () => {
    const { realmId } = await createConnectedCompany();
    const events: unknown[] = [...(JSON.parse(cloudEvents([{ realmId }])) as unknown[]), { id: "broken" }, 7];
    expect((await deliver(JSON.stringify(events))).status).toBe(200);
    const states = (await listStored()).map(({ state }) => state);
    expect(states.sort()).toEqual(["pending", "unreadable", "unreadable"]);
  });

  it("answers deliveries of the same companies in opposite orders, at once, without a deadlock", async () => {
    const companies = await Promise.all(Array.from({ length: 6 }, () => createConnectedCompany()));
    const ids = companies.map(() => randomUUID());
    const bodies = Array.from({ length: 24 }, (_, round) => {
      const events = companies.map(({ realmId }, index) => ({
        realmId,
        id: `${ids[index] ?? ""}-${round % 3}`,
      }));
      return cloudEvents(round % 2 === 0 ? events : events.reverse());
    });
    const statuses = await Promise.all(bodies.map(async (body) => (await deliver(body)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await listStored()).toHaveLength(18);
  });
});

describe("what is not Intuit's", () => {
  it.each([
    ["no signature", { "intuit-signature": "" }],
    ["a signature of another body", { "intuit-signature": sign("another", "the-new-one") }],
    ["a signature by another key", { "intuit-signature": sign("[]", "not-ours") }],
    ["a signature that is not base64", { "intuit-signature": "*".repeat(44) }],
  ])("is refused with 401: %s", async (_what, headers) => {
    const response = await deliver("[]", headers);
    expect(response.status).toBe(401);
    expect(await listStored()).toEqual([]);
  });

  it("accepts both verifier tokens while one replaces the other", async () => {
    const { realmId } = await createConnectedCompany();
    for (const token of ["the-new-one", "the-old-one"]) {
      const body = cloudEvents([{ realmId }]);
      expect((await deliver(body, { "intuit-signature": sign(body, token) })).status).toBe(200);
    }
  });
});

describe("a validly signed delivery is stored and answered 200, whatever is in it (invariant 14)", () => {
  it.each([
    ["nothing", ""],
    ["text", "not json"],
    ["an object of another shape", "{}"],
    ["null", "null"],
    ["a number", "7"],
    ["an empty list", "[]"],
    ["an event without a company", '[{"id":"x"}]'],
    ["a notification without a company", '{"eventNotifications":[{}]}'],
    ["NUL and half a character", '[{"id":"\\u0000","x":"\\ud800"}]'],
    ["depth", "[".repeat(100_000) + "]".repeat(100_000)],
  ])(
    "of %s: kept once however often it is delivered, counted, and read back as it came",
    async (_what, body) => {
      const before = await unreadableSoFar();
      expect((await deliver(body)).status).toBe(200);
      expect((await deliver(body)).status).toBe(200);
      expect(await listStored()).toMatchObject([{ company_id: null, state: "unreadable", deliveries: 2 }]);
      expect(await unreadableSoFar()).toBe(before + 1);
      const [kept] = await listUnreadableDeliveries(10);
      // Of a list, its part is kept.
      const parts = [body, body.slice(1, -1), "{}"].map((text) => text.slice(0, 16 * 1024));
      expect(parts).toContain(kept?.text);
      expect(await listJobs()).toEqual([]);
    },
  );

  it("of bytes that are no UTF-8", async () => {
    const body = Buffer.from([0x5b, 0xff, 0xfe, 0x00, 0x80]);
    const signature = createHmac("sha256", "the-new-one").update(body).digest("base64");
    expect((await deliver(body, { "intuit-signature": signature })).status).toBe(200);
    expect(await listStored()).toMatchObject([{ state: "unreadable" }]);
  });

  it("of ten thousand events, good and bad", async () => {
    const { realmId, companyId } = await createConnectedCompany();
    const good = cloudEvents(
      Array.from({ length: 9_900 }, (_, index) => ({ realmId, sourceId: String(index) })),
    );
    const bad = Array.from({ length: 100 }, (_, index) => JSON.stringify({ id: `bad ${index}` }));
    expect((await deliver(`[${bad.join(",")},${good.slice(1)}`)).status).toBe(200);
    const stored = await listStored();
    expect(
      stored.filter((event) => event.company_id === companyId && event.state === "pending"),
    ).toHaveLength(9_900);
    expect(stored.filter((event) => event.state === "unreadable")).toHaveLength(100);
    expect(await listJobs("process_webhooks")).toHaveLength(1);
  });

  it("larger than what is read is kept by its beginning; beyond all measure it is 413, and unsigned 401", async () => {
    const large = `[${" ".repeat(largestReadBytes)}]`;
    expect((await deliver(large)).status).toBe(200);
    expect(await listStored()).toMatchObject([{ state: "unreadable" }]);
    expect((await deliver(large, { "intuit-signature": sign("[]") })).status).toBe(401);
    expect((await deliver(" ".repeat(largestDeliveryBytes + 1))).status).toBe(413);
  });

  it("with content that the database refuses is stored without it, and still leads to its company", async () => {
    const { realmId, companyId } = await createConnectedCompany();
    await asOwner("ALTER TABLE quickbooks_webhook_events ADD CONSTRAINT odd CHECK (source_id <> '13')");
    try {
      const body = cloudEvents(["12", "13", "14"].map((sourceId) => ({ realmId, sourceId })));
      expect((await deliver(body)).status).toBe(200);
    } finally {
      await asOwner("ALTER TABLE quickbooks_webhook_events DROP CONSTRAINT odd");
    }
    const stored = await listStored();
    expect(stored.map((event) => event.source_id).sort()).toEqual(["12", "14", null]);
    expect(stored.every((event) => event.company_id === companyId && event.state === "pending")).toBe(true);
  });

  it("of an event without id and time asks again each time it comes, since it may be another change", async () => {
    const { realmId } = await createConnectedCompany();
    const body = JSON.stringify([
      { type: "qbo.invoice.updated.v1", intuitaccountid: realmId, intuitentityid: "5" },
    ]);
    await deliver(body);
    await asSystem((sql) => sql.query("UPDATE quickbooks_webhook_events SET state = 'processed'"));
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
    expect((await deliver(body)).status).toBe(200);
    expect(await listStored()).toMatchObject([{ deliveries: 2, state: "pending" }]);
    expect(await listJobs("process_webhooks")).toHaveLength(1);
  });
});

async function unreadableSoFar(): Promise<number> {
  const { values } = await metrics().webhookEvents.get();
  return values.find(({ labels }) => labels.state === "unreadable")?.value ?? 0;
}

it("answers 503 while the events cannot be made durable", async () => {
  const { realmId } = await createConnectedCompany();
  const body = cloudEvents([{ realmId }]);
  await asOwner("ALTER TABLE quickbooks_webhook_events RENAME TO elsewhere");
  try {
    expect((await deliver(body)).status).toBe(503);
  } finally {
    await asOwner("ALTER TABLE elsewhere RENAME TO quickbooks_webhook_events");
  }
  expect((await deliver(body)).status).toBe(200);
  await closePool();
});

function asOwner(statement: string): Promise<unknown> {
  return withClient(database.urls.owner, (owner) => owner.query(statement));
}
