import { randomInt, randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach } from "vitest";

import type { SyncState } from "#lib/books/sync-run.ts";
import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import type { WebhookEventState } from "#lib/books/webhook-event.ts";
import { hashRealm } from "#lib/connections/realm-lookup.ts";
import { parseRealmId, type RealmId } from "#lib/core/ids.ts";
import { asSystem, withTenant } from "#lib/db/scope.ts";
import type { EventRow } from "#lib/intuit-events/event-row.ts";
import { attemptsUntilDead, finishEvents } from "#lib/intuit-events/finish-events.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { replayEvents } from "#lib/intuit-events/replay-events.ts";
import { storeEvents } from "#lib/intuit-events/store-events.ts";
import { sweepEvents } from "#lib/intuit-events/sweep-events.ts";
import { createConnectedCompany, type ConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isRejected, testEveryCell, type Tried } from "#tests/support/every-cell.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { WEBHOOK_COALESCE_MS: "0" } });
});
afterAll(() => database.drop());
beforeEach(() => asSystem((sql) => sql.query("DELETE FROM quickbooks_webhook_events")));

const aTime = "2026-03-01T00:00:00.000Z";

interface Wishes {
  readonly occurredAt?: string | null;
  readonly attempts?: number;
  /** Of the run that answers the event. */
  readonly run?: SyncState;
}

interface StoredEvent {
  readonly row: EventRow;
  readonly realmId: RealmId;
  /** Connected, but not to the realm of an event that is unmatched. */
  readonly company: ConnectedCompany;
}

function rowOf(realmIdHash: string | null, occurredAt: string | null = aTime): EventRow {
  const isUnreadable = realmIdHash === null;
  return {
    eventId: randomUUID(),
    realmIdHash,
    entity: isUnreadable ? null : "Invoice",
    operation: isUnreadable ? "other" : "updated",
    sourceId: isUnreadable ? null : "404",
    deletedId: null,
    occurredAt,
    reason: isUnreadable ? "no realm" : null,
    textSealed: isUnreadable ? "sealed" : null,
    textBytes: isUnreadable ? 1 : null,
  };
}

async function createEvent(state: WebhookEventState, wishes: Wishes = {}): Promise<StoredEvent> {
  const company = await createConnectedCompany();
  const realmId = state === "unmatched" ? parseRealmId(String(randomInt(10 ** 12))) : company.realmId;
  const row = rowOf(state === "unreadable" ? null : await hashRealm(realmId), wishes.occurredAt);
  const hasCompany = row.realmIdHash !== null && state !== "unmatched";
  await asSystem(async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
       VALUES (gen_random_uuid(), $1, $2, 'incremental', 'webhook', $3) RETURNING id`,
      [company.organizationId, company.companyId, wishes.run ?? "queued"],
    );
    await sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity, operation,
         source_id, occurred_at, unreadable_reason, text_sealed, text_bytes, state, attempts, sync_id,
         received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, now() - interval '5 minutes')`,
      [
        row.eventId,
        hasCompany ? company.organizationId : null,
        hasCompany ? company.companyId : null,
        row.realmIdHash,
        row.entity,
        row.operation,
        row.sourceId,
        row.occurredAt,
        row.reason,
        row.textSealed,
        row.textBytes,
        state,
        wishes.attempts ?? 1,
        rows[0]?.id,
      ],
    );
    await sql.query("UPDATE quickbooks_syncs SET created_at = now() - interval '5 minutes'");
  });
  return { row, realmId, company };
}

async function stateOf({ eventId }: EventRow): Promise<WebhookEventState | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ state: WebhookEventState }>(
      "SELECT state FROM quickbooks_webhook_events WHERE event_id = $1",
      [eventId],
    ),
  );
  return rows[0]?.state ?? null;
}

const by =
  (work: (event: StoredEvent) => Promise<unknown>, wishes: Wishes = {}) =>
  async (state: WebhookEventState): Promise<Tried<WebhookEventState>> => {
    const event = await createEvent(state, wishes);
    const rejected = await isRejected(work(event));
    return { state: await stateOf(event.row), rejected };
  };

const making = (realmOf: (company: ConnectedCompany) => RealmId | null) => async () => {
  const realm = realmOf(await createConnectedCompany());
  const row = rowOf(realm === null ? null : await hashRealm(realm));
  await storeEvents([row]);
  return stateOf(row);
};

const strange = parseRealmId("123456789");

testEveryCell(webhookEventTransitions, {
  apply: {
    delivered: by(({ row }) => storeEvents([row])),
    delivered_again_undated: by(({ row }) => storeEvents([row]), { occurredAt: null }),
    delivered_of_strange_realm: by(async ({ row }) =>
      storeEvents([{ ...row, realmIdHash: await hashRealm(strange) }]),
    ),
    delivered_unreadable: by(({ row }) => storeEvents([{ ...rowOf(null), eventId: row.eventId }])),
    realm_connected: by(async ({ realmId, company }) => {
      if (realmId !== company.realmId) await createConnectedCompany({ realmId });
      await sweepEvents();
    }),
    run_requested: by(({ company }) => processEvents(company.companyId)),
    change_found: by(() => finishEvents(), { run: "succeeded", attempts: 3 }),
    change_not_shown: by(() => finishEvents(), { run: "succeeded", attempts: 1 }),
    run_failed: by(() => finishEvents(), { run: "failed", attempts: 1 }),
    given_up: by(() => finishEvents(), { run: "failed", attempts: attemptsUntilDead }),
    replayed: by(({ row, company }) =>
      withTenant(company.organizationId, (sql) => replayEvents(sql, { eventIds: [row.eventId] })),
    ),
  },
  create: {
    delivered: making((company) => company.realmId),
    delivered_of_strange_realm: making(() => strange),
    delivered_unreadable: making(() => null),
  },
});
