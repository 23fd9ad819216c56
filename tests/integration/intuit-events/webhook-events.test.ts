import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { PersonActor } from "#lib/core/actor.ts";
import {
  webhookEventList,
  webhookEventsQuery,
  type WebhookEvent,
  type WebhookEventList,
} from "#lib/contracts/webhook-events.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { listCompanyNames } from "#lib/companies/list-company-names.ts";
import { listWebhookEvents, announcedTypes } from "#lib/intuit-events/list-webhook-events.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { seedCompany } from "#tests/support/seed/seed-company.ts";
import { seedFirm, type SeededFirm } from "#tests/support/seed/seed-people.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: SeededFirm;
let owner: PersonActor;
let company: CompanyId;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await seedFirm("Notices", "notices.example");
  owner = firm.people.owner;
  company = await seedCompany(firm.organizationId, { name: "Client", connection: "connected" });
  await asSystem((sql) =>
    sql.query(
      // Many in the same instant, as a burst is.
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity,
         operation, source_id, occurred_at, received_at, state)
       SELECT 'event ' || n, $1, $2, 'hash', CASE WHEN n % 2 = 0 THEN 'Item' ELSE 'Novelty' END, 'Update', n::text,
              '2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z',
              (CASE WHEN n <= 3 THEN 'dead' ELSE 'processed' END)
         FROM generate_series(1, 40) n`,
      [firm.organizationId, company],
    ),
  );
});
afterAll(() => database.drop());

async function list(query: Readonly<Record<string, string>>, actor = owner): Promise<WebhookEventList> {
  return webhookEventList.parse(await listWebhookEvents(actor, webhookEventsQuery.parse(query)));
}

test("pages of notices that came in the same instant lose none and repeat none", async () => {
  const seen: WebhookEvent[] = [];
  let after: string | null = null;
  do {
    const page: WebhookEventList = await list({ limit: "7", ...(after === null ? {} : { after }) });
    seen.push(...page.events);
    after = page.next;
  } while (after !== null && seen.length <= 40);
  expect(new Set(seen.map(({ eventId }) => eventId)).size).toBe(40);
  expect(seen).toHaveLength(40);
});

test("a state filters the list and leaves the counts of what is not in the books yet", async () => {
  const { events, counts } = await list({ state: "dead" });
  expect(events).toHaveLength(3);
  expect(counts).toEqual({ pending: 0, processing: 0, failed: 0, dead: 3, unmatched: 0, unreadable: 0 });
});

test("a type is shown in our words where we hold it, else in Intuit's", async () => {
  const { events } = await list({});
  expect(events.find(({ entity }) => entity === "Item")?.recordType).toBe("item");
  expect(events.find(({ entity }) => entity === "Novelty")?.recordType).toBeNull();
  expect(announcedTypes().find(({ entity }) => entity === "Item")?.label).toBe("Products and services");
});

test("another firm sees no notice, and cannot name our company", async () => {
  const other = await seedFirm("Others", "others.example");
  const stranger = other.people.owner;
  expect((await list({}, stranger)).events).toEqual([]);
  const { events, counts } = await list({ companyId: company }, stranger);
  expect(events).toEqual([]);
  expect(counts.dead).toBe(0);
});

test("an address that no page gave is refused", async () => {
  await expect(list({ after: randomUUID() })).rejects.toMatchObject({ code: "request.invalid" });
});

test("names to choose from are those of companies that the person may open", async () => {
  const given = await seedCompany(firm.organizationId, { name: "another client" });
  const { accountant, viewer } = firm.people;
  await asSystem((sql) =>
    sql.query("INSERT INTO company_access (organization_id, membership_id, company_id) VALUES ($1, $2, $3)", [
      firm.organizationId,
      accountant.membershipId,
      given,
    ]),
  );
  const names = async (of: PersonActor) => (await listCompanyNames(of)).companies.map(({ name }) => name);
  expect(await names(owner)).toEqual(["another client", "Client"]);
  expect(await names(accountant)).toEqual(["another client"]);
  expect(await names(viewer)).toEqual([]);
});

test("an event that names no company is on every firm's list, without a word of what it held", async () => {
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, operation, received_at, state, unreadable_reason,
         text_sealed, text_bytes)
       SELECT 'unreadable ' || n, 'other', '2026-05-01T10:00:00Z', 'unreadable', 'the body is not JSON', 'sealed', 312
         FROM generate_series(1, 3) n`,
    ),
  );
  const { events, counts } = await list({ state: "unreadable" });
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({
    companyId: null,
    sourceId: null,
    unreadableReason: "the body is not JSON",
    bytes: 312,
  });
  expect(JSON.stringify(events)).not.toContain("sealed");
  expect(counts.unreadable).toBe(3);
  // Among the others, page by page, none lost and none twice.
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: WebhookEventList = await list({ limit: "7", ...(after === null ? {} : { after }) });
    seen.push(...page.events.map(({ eventId }) => eventId));
    after = page.next;
  } while (after !== null && seen.length <= 43);
  expect(seen).toHaveLength(43);
  expect(new Set(seen).size).toBe(43);
  expect((await list({ companyId: company })).events).toHaveLength(40);
});
