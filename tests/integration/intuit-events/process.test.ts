import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { listEvents } from "#lib/intuit-events/list-events.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { replayEvents } from "#lib/intuit-events/replay-events.ts";
import { attemptsUntilDead, finishEvents } from "#lib/intuit-events/finish-events.ts";
import { sweepEvents } from "#lib/intuit-events/sweep-events.ts";
import { withTenant } from "#lib/db/scope.ts";
import {
  createConnectedCompany,
  createOrganization,
  listJobs,
  setConnectionState,
  type ConnectedCompany,
} from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { cloudEvents, deliver, type SentEvent } from "./signed-delivery.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { WEBHOOK_COALESCE_MS: "0" } });
});
afterAll(() => database.drop());

async function send(company: ConnectedCompany, events: readonly Omit<SentEvent, "realmId">[]): Promise<void> {
  await deliver(cloudEvents(events.map((event) => ({ ...event, realmId: company.realmId }))));
}

interface State {
  readonly state: string;
  readonly attempts: number;
  readonly sync_id: string | null;
  readonly last_error: string | null;
  readonly next_attempt_at: Date | null;
}

async function statesOf(company: CompanyId): Promise<readonly State[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<State>("SELECT * FROM quickbooks_webhook_events WHERE company_id = $1 ORDER BY event_id", [
      company,
    ]),
  );
  return rows;
}

async function endSyncs(company: CompanyId, state: string, errorCode: string | null = null): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      `UPDATE quickbooks_syncs SET state = $2, error_code = $3, finished_at = now()
       WHERE company_id = $1 AND state IN ('queued', 'running')`,
      [company, state, errorCode],
    ),
  );
}

/** The invoice is in the books as of now. */
async function ingestRecords(company: ConnectedCompany, sourceId: string): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO transactions (organization_id, company_id, type, source_id, source, content_hash, edit_hash,
         sync_token, source_updated_at) VALUES ($1, $2, 'invoice', $3, '{}', '', '', 0, now())`,
      [company.organizationId, company.companyId, sourceId],
    ),
  );
}

async function letTimePass(company: CompanyId): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `UPDATE quickbooks_webhook_events SET next_attempt_at = NULL, received_at = received_at - interval '2 minutes'
       WHERE company_id = $1`,
      [company],
    );
    await sql.query(
      "UPDATE quickbooks_syncs SET created_at = created_at - interval '2 minutes' WHERE company_id = $1",
      [company],
    );
  });
}

describe("a company's events", () => {
  it("become one change sync, in the transaction that marks them", async () => {
    const company = await createConnectedCompany();
    await send(company, [{ sourceId: "1" }, { sourceId: "2" }, { sourceId: "3" }]);
    const outcome = await processEvents(company.companyId);
    expect(outcome).toMatchObject({ kind: "asked", events: 3 });
    const states = await statesOf(company.companyId);
    expect(new Set(states.map((event) => event.state))).toEqual(new Set(["processing"]));
    expect(new Set(states.map((event) => event.sync_id)).size).toBe(1);
    const jobs = await listJobs("run_change_sync");
    expect(jobs.filter((job) => job.payload["syncId"] === states[0]?.sync_id)).toHaveLength(1);
    expect(await processEvents(company.companyId)).toEqual({ kind: "nothing" });
  });

  it("are processed once their sync has succeeded and the books show them", async () => {
    const company = await createConnectedCompany();
    await send(company, [{ sourceId: "1" }]);
    await processEvents(company.companyId);
    await finishEvents();
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "processing" }]);
    await ingestRecords(company, "1");
    await endSyncs(company.companyId, "succeeded");
    await finishEvents();
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "processed", attempts: 1 }]);
  });

  it("whose change the feed did not show yet are asked for again, then believed", async () => {
    const company = await createConnectedCompany();
    await send(company, [{ sourceId: "404" }]);
    for (const attempt of [1, 2]) {
      await processEvents(company.companyId);
      await endSyncs(company.companyId, "succeeded");
      await finishEvents();
      expect(await statesOf(company.companyId)).toMatchObject([
        { state: "pending", attempts: attempt, last_error: "quickbooks.not_shown_yet" },
      ]);
      expect((await listJobs("process_webhooks")).map((job) => job.key)).toContain(
        `process_webhooks:${company.companyId}:again`,
      );
      await letTimePass(company.companyId);
    }
    await processEvents(company.companyId);
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT records FROM quickbooks_syncs WHERE company_id = $1 AND state = 'queued'", [
        company.companyId,
      ]),
    );
    expect(rows).toEqual([{ records: [{ recordType: "invoice", sourceId: "404" }] }]);
    await endSyncs(company.companyId, "succeeded");
    await finishEvents();
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "processed", attempts: 3 }]);
  });

  it("of a record that was made and deleted before it was asked for are processed: it never was in the books", async () => {
    const company = await createConnectedCompany();
    await send(company, [
      { sourceId: "77", operation: "created", time: "2026-11-20T10:00:00Z" },
      { sourceId: "77", operation: "deleted", time: "2026-11-20T10:00:01Z" },
    ]);
    await processEvents(company.companyId);
    await endSyncs(company.companyId, "succeeded");
    await finishEvents();
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "processed" }, { state: "processed" }]);
  });

  it("of a record that was made again after its deletion are asked for until it shows", async () => {
    const company = await createConnectedCompany();
    await send(company, [
      { sourceId: "78", operation: "deleted", time: "2026-11-20T10:00:00Z" },
      { sourceId: "78", operation: "updated", time: "2026-11-20T10:00:05Z" },
    ]);
    await processEvents(company.companyId);
    await endSyncs(company.companyId, "succeeded");
    await finishEvents();
    const states = await statesOf(company.companyId);
    expect(states.map((event) => event.state).sort()).toEqual(["pending", "processed"]);
  });

  it("go back when their sync fails, later each time, and are dead at last, never lost", async () => {
    const company = await createConnectedCompany();
    await send(company, [{ sourceId: "1" }]);
    let lastWait = 0;
    for (let attempt = 1; attempt <= attemptsUntilDead; attempt += 1) {
      await processEvents(company.companyId);
      await endSyncs(company.companyId, "failed", "quickbooks.rejected");
      await finishEvents();
      const [event] = await statesOf(company.companyId);
      const isLast = attempt === attemptsUntilDead;
      expect(event).toMatchObject({
        state: isLast ? "dead" : "failed",
        attempts: attempt,
        last_error: "quickbooks.rejected",
      });
      const wait = event?.next_attempt_at ? event.next_attempt_at.getTime() - Date.now() : Infinity;
      expect(wait).toBeGreaterThan(lastWait);
      lastWait = wait;
      await letTimePass(company.companyId);
    }
    expect(await processEvents(company.companyId)).toEqual({ kind: "nothing" });
  });

  it("wait, unspent, while QuickBooks cannot be asked, and are found again once it can", async () => {
    const company = await createConnectedCompany();
    await send(company, [{ sourceId: "1" }]);
    await setConnectionState(company.companyId, "needs_reconnect");
    expect(await processEvents(company.companyId)).toEqual({
      kind: "kept",
      why: "connection.needs_reconnect",
    });
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "pending", attempts: 0 }]);
    await letTimePass(company.companyId);
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
    await sweepEvents();
    expect(await listJobs("process_webhooks")).toEqual([]);
    await setConnectionState(company.companyId, "connected");
    await sweepEvents();
    expect(await listJobs("process_webhooks")).toMatchObject([{ payload: { companyId: company.companyId } }]);
  });

  it("of a realm that is connected later find their company", async () => {
    const stranger = { realmId: "5550001" };
    await deliver(cloudEvents([{ ...stranger, id: "early-bird" }]));
    const company = await createConnectedCompany();
    await asSystem((sql) =>
      sql.query(
        `UPDATE quickbooks_connections SET realm_id_hash =
           (SELECT realm_id_hash FROM quickbooks_webhook_events WHERE event_id = 'early-bird')
         WHERE company_id = $1`,
        [company.companyId],
      ),
    );
    await sweepEvents();
    expect(await statesOf(company.companyId)).toMatchObject([{ state: "pending" }]);
  });

  it("are asked for at most nine times in a minute, however many there are", async () => {
    const company = await createConnectedCompany();
    let asked = 0;
    // Each round is a tenth of a second of the minute: 1,000 events in all.
    for (let round = 0; round < 600; round += 1) {
      if (round % 6 === 0) {
        await send(
          company,
          Array.from({ length: 10 }, (_, index) => ({ sourceId: `${round}-${index}` })),
        );
        const outcome = await processEvents(company.companyId);
        if (outcome.kind === "asked") asked += 1;
        await endSyncs(company.companyId, "succeeded");
        await asSystem((sql) =>
          sql.query("UPDATE quickbooks_webhook_events SET state = 'processed' WHERE state = 'processing'"),
        );
      }
      await asSystem(async (sql) => {
        await sql.query(
          "UPDATE quickbooks_webhook_events SET received_at = received_at - interval '0.1 s' WHERE company_id = $1",
          [company.companyId],
        );
        await sql.query(
          "UPDATE quickbooks_syncs SET created_at = created_at - interval '0.1 s' WHERE company_id = $1",
          [company.companyId],
        );
      });
    }
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThanOrEqual(9);
  });
});

describe("a person", () => {
  it("lists the firm's events, latest first, page by page, without those of other firms", async () => {
    const organizationId = await createOrganization();
    const company = await createConnectedCompany({ organizationId });
    await send(await createConnectedCompany(), [{ sourceId: "not ours" }]);
    await send(
      company,
      Array.from({ length: 25 }, (_, index) => ({ id: `page-${String(index).padStart(2, "0")}` })),
    );
    const first = await listEvents(organizationId, {}, null, 10);
    const second = await listEvents(organizationId, {}, first.next, 10);
    const third = await listEvents(organizationId, {}, second.next, 10);
    const ids = [first, second, third].flatMap((page) => page.events.map((event) => event.eventId));
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(third.next).toBeNull();
    expect(first.counts).toMatchObject({ pending: 25, dead: 0 });
    expect((await listEvents(organizationId, { states: ["dead"] })).events).toEqual([]);
  });

  it("replays one event, or all that a filter finds, and only the firm's own", async () => {
    const company = await createConnectedCompany();
    const other = await createConnectedCompany();
    await send(company, [
      { id: "replay-1", entity: "customer" },
      { id: "replay-2", entity: "invoice" },
    ]);
    await send(other, [{ id: "replay-3" }]);
    await asSystem((sql) =>
      sql.query(
        "UPDATE quickbooks_webhook_events SET state = 'dead', attempts = 8 WHERE event_id LIKE 'replay-%'",
      ),
    );
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
    const replay = (request: Parameters<typeof replayEvents>[1]) =>
      withTenant(company.organizationId, (sql) => replayEvents(sql, request));
    expect(await replay({ eventIds: ["replay-1", "replay-3"] })).toEqual({ events: 1, companies: 1 });
    expect(await replay({ states: ["dead"] })).toEqual({ events: 1, companies: 1 });
    expect(await statesOf(company.companyId)).toMatchObject([
      { state: "pending", attempts: 0 },
      { state: "pending", attempts: 0 },
    ]);
    expect(await statesOf(other.companyId)).toMatchObject([{ state: "dead" }]);
    expect(await listJobs("process_webhooks")).toHaveLength(1);
  });
});
