import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { asSystem } from "../../../lib/db/scope.ts";
import { closePool } from "../../../lib/db/pool.ts";
import { createConnectedCompany, listJobs, setConnectionState } from "../../support/connected-company.ts";
import { setTestEnvironment } from "../../support/environment.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";
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
  readonly source_id: string;
  readonly state: string;
  readonly deliveries: number;
}

async function listStored(): Promise<readonly StoredEvent[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<StoredEvent>("SELECT * FROM quickbooks_webhook_events ORDER BY event_id"),
  );
  return rows;
}

describe("a webhook is durable before it is answered 200 (design, section 5, line 5)", () => {
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
    expect(await listStored()).toHaveLength(1);
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

describe("what is not Intuit's, or makes no sense", () => {
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

  it.each([["not json"], ["{}"], ["null"], ["7"], ['[{"id":"x"}]'], ['{"eventNotifications":[{}]}']])(
    "is answered 400 when it is validly signed: %s",
    async (body) => {
      expect((await deliver(body)).status).toBe(400);
    },
  );

  it("is refused with 413 beyond two megabytes, before it is read to its end", async () => {
    expect((await deliver(`[${" ".repeat(2 * 1024 * 1024)}]`)).status).toBe(413);
  });

  it("accepts both verifier tokens while one replaces the other", async () => {
    const { realmId } = await createConnectedCompany();
    for (const token of ["the-new-one", "the-old-one"]) {
      const body = cloudEvents([{ realmId }]);
      expect((await deliver(body, { "intuit-signature": sign(body, token) })).status).toBe(200);
    }
  });
});

it("answers 503 while the events cannot be made durable", async () => {
  const { realmId } = await createConnectedCompany();
  const body = cloudEvents([{ realmId }]);
  await asSystem((sql) => sql.query("ALTER TABLE quickbooks_webhook_events RENAME TO elsewhere"));
  try {
    expect((await deliver(body)).status).toBe(503);
  } finally {
    await asSystem((sql) => sql.query("ALTER TABLE elsewhere RENAME TO quickbooks_webhook_events"));
  }
  expect((await deliver(body)).status).toBe(200);
  await closePool();
});
