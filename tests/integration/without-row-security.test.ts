// The layer before row-level security, alone: every policy lets everything through here, and still no firm
// reads or writes another's rows, because each statement names the firm itself.

import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { PersonActor } from "#lib/core/actor.ts";
import { changeChannel, removeChannel } from "#lib/alerts/channels/manage-channels.ts";
import { revokeMySession } from "#lib/auth/sessions/sessions.ts";
import { connectionStatusOf } from "#lib/connections/state/connection-status.ts";
import { disconnect } from "#lib/connections/state/disconnect.ts";
import { pauseConnection } from "#lib/connections/state/pause-connection.ts";
import { companiesQuery } from "#lib/contracts/companies.ts";
import { recordFailuresQuery } from "#lib/contracts/record-failures.ts";
import { recordsQuery } from "#lib/contracts/records.ts";
import { parseSessionId, parseSourceId, parseSyncId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { changeCompanySettings } from "#lib/companies/change-company-settings.ts";
import { dismissVisibleAlert } from "#lib/alerts/dismiss-visible-alert.ts";
import { findCompanyName } from "#lib/companies/find-company-name.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { getRecord } from "#lib/records/get-record.ts";
import { getSyncRun } from "#lib/companies/runs/get-sync-run.ts";
import { listCompanies } from "#lib/companies/list-companies.ts";
import { listConnections } from "#lib/companies/list-connections.ts";
import { listRecordFailures } from "#lib/records/list-record-failures.ts";
import { listRecordVersions } from "#lib/records/list-record-versions.ts";
import { listRecords } from "#lib/records/list-records.ts";
import { listSyncRuns } from "#lib/companies/runs/list-sync-runs.ts";
import { requestCompanySync } from "#lib/companies/request-company-sync.ts";
import { retryRejectedRecords } from "#lib/records/retry-rejected-records.ts";
import {
  approveVisibleRun,
  cancelVisibleRun,
  retryVisibleRun,
} from "#lib/companies/runs/change-visible-run.ts";
import { readSyncStats } from "#lib/dashboard/sync-stats.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { countLive } from "#lib/store/read/live-window.ts";
import { renewLease } from "#lib/runs/lease/renew-lease.ts";
import { commitDeletions } from "#lib/runs/commit/commit-deletions.ts";
import { ignoreRejectedRecords } from "#lib/records/ignore-rejected-records.ts";
import { replayEvents } from "#lib/intuit-events/replay-events.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { walkRoutes } from "../support/declared-access.ts";
import { setTestEnvironment } from "../support/environment.ts";
import {
  askAbout,
  createFirmWithThings,
  memberRoutes,
  segmentsOf,
  type FirmWithThings,
  type MemberRoute,
} from "../support/populated-firm.ts";
import { listFirmTables } from "../support/firm-tables.ts";
import { seedBooks } from "../support/seed/seed-books.ts";
import { listUnbound } from "../support/statements/list-unbound.ts";
import { recordFirmStatements, type RecordedStatements } from "../support/statements/record-statements.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { letThroughRowSecurity } from "../support/without-row-security.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let admin: pg.Client;
let routes: readonly MemberRoute[];
let ours: FirmWithThings;
let theirs: FirmWithThings;
let owner: PersonActor;
let sent: RecordedStatements;
/** Of the routes that read, by route and role, while the policies held. */
let answeredBehindPolicies: Readonly<Record<string, string>>;
let theirRows: Readonly<Record<string, string>>;

const [connectionId, eventId, leaseToken] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  routes = memberRoutes(await walkRoutes());
  [ours, theirs] = [await createFirmWithThings(), await createFirmWithThings()];
  owner = await ours.firm.people.owner.actor();
  await fill(theirs);
  sent = recordFirmStatements();
  answeredBehindPolicies = await readEverything();
  await letThroughRowSecurity(database.adminUrl);
  theirRows = await digestOf(theirs);
});

afterAll(async () => {
  await admin.end();
  await sandbox.stop();
  await database.drop();
});

/** Books, a grant, a run under way, an event: something of theirs in every table that a page reads. */
async function fill({ firm, company, things }: FirmWithThings): Promise<void> {
  await seedBooks(firm.id, company, 20);
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
         realm_id_hash, company_name, state) VALUES ($1, $2, $3, 'sandbox', 'x', md5('a realm'), 'Their client', 'connected')`,
      [connectionId, firm.id, company],
    );
    await sql.query(
      `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
         refresh_token_sealed, access_expires_at, refresh_expires_at)
       VALUES ($1, $2, $3, 'x', 'x', now(), now() + interval '90 days')`,
      [connectionId, firm.id, company],
    );
    await sql.query(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, entity, operation, source_id,
         state, received_at) VALUES ($1, $2, $3, 'Invoice', 'updated', '1', 'dead', now())`,
      [eventId, firm.id, company],
    );
    await sql.query(
      `INSERT INTO company_record_types (organization_id, company_id, record_type, live_count, source_count)
       VALUES ($1, $2, 'invoice', 20, 21)`,
      [firm.id, company],
    );
    await sql.query(
      `INSERT INTO quickbooks_sync_steps (organization_id, company_id, sync_id, record_type, state)
       VALUES ($1, $2, $3, 'invoice', 'failed')`,
      [firm.id, company, things["syncId"]],
    );
    await sql.query(
      `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered) VALUES ($1, $2, now(), 70)`,
      [firm.id, company],
    );
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, started_at,
         heartbeat_at) VALUES ($1, $2, $3, 'incremental', 'person', 'running', $1, now(), now())`,
      [leaseToken, firm.id, company],
    );
  });
}

/** All of the firm's rows, table by table. */
async function digestOf({ firm }: FirmWithThings): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const { name } of await listFirmTables(admin)) {
    const { rows } = await admin.query<{ digest: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS digest
         FROM ${name} t WHERE organization_id = $1`,
      [firm.id],
    );
    digests[name] = rows[0]?.digest ?? "";
  }
  return digests;
}

/** What each role is answered about its own firm, without the times, which move. */
async function readEverything(): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const route of routes.filter(({ method }) => method === "GET")) {
    for (const role of route.access.roles) {
      const { status, text } = await askAbout(route, ours, ours.firm.people[role]);
      answers[`${route.name} as ${role}`] =
        `${status} ${text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time")}`;
    }
  }
  return answers;
}

test("a firm is answered the same with and without the policies", async () => {
  expect(Object.keys(answeredBehindPolicies).length).toBeGreaterThan(40);
  expect(await readEverything()).toEqual(answeredBehindPolicies);
});

test("routes answer 404 about another firm's things, whoever asks, and change none of them", async () => {
  for (const route of routes) {
    if (!route.access.company && segmentsOf(route.path).length === 0) continue;
    for (const role of route.access.roles) {
      const { status, text } = await askAbout(route, theirs, ours.firm.people[role]);
      expect(status, `${route.name} as ${role}: ${text}`).toBe(404);
    }
  }
  expect(await digestOf(theirs)).toEqual(theirRows);
});

test("whatever a firm does with its own things, other firms are left alone", async () => {
  for (const route of routes) {
    for (const role of route.access.roles) await askAbout(route, ours, ours.firm.people[role]);
  }
  expect(await digestOf(theirs)).toEqual(theirRows);
});

/** Each is asked by an owner, who may do everything in a firm, behind the check that a route makes first. */
const reads: Readonly<Record<string, () => Promise<unknown>>> = {
  "the company": () => getCompany(owner, theirs.company),
  "a record": () => getRecord(owner, theirs.company, "invoice", parseSourceId("1")),
  "a list's record": () => getRecord(owner, theirs.company, "customer", parseSourceId("1")),
  "its versions": () => listRecordVersions(owner, theirs.company, "invoice", parseSourceId("1")),
  "a run": () => getSyncRun(owner, parseSyncId(theirs.things["syncId"] ?? "")),
  "the connection": () => connectionStatusOf(owner.organizationId, theirs.company),
};

test.each(Object.keys(reads))("a domain function finds nothing of another firm: %s", async (name) => {
  await expect(reads[name]?.()).rejects.toMatchObject({ code: "request.not_found" });
});

test("lists of another firm's company are empty, and a firm's own have nothing of it", async () => {
  const nothing = { records: [], next: null, previous: null };
  const all = recordsQuery.parse({ show: "all" });
  for (const recordType of ["invoice", "payment", "customer", "account"] as const) {
    expect(await listRecords(owner, theirs.company, recordType, all)).toEqual(nothing);
    const search = recordsQuery.parse({ search: "Cool Cars" });
    expect(await listRecords(owner, theirs.company, recordType, search)).toEqual(nothing);
  }
  const failed = await listRecordFailures(owner, theirs.company, recordFailuresQuery.parse({}));
  expect(failed).toMatchObject({ failures: [], kinds: [], matching: 0 });
  expect(await listSyncRuns(owner, theirs.company, {})).toEqual({ runs: [], nextBefore: null });
  expect(await findCompanyName(owner, theirs.company)).toBeNull();
  const window = {
    companyId: theirs.company,
    recordType: "invoice",
    updatedFrom: null,
    updatedTo: null,
  } as const;
  const count = await withTenant(owner.organizationId, (sql) =>
    countLive(sql, { ...window, datedFrom: null }),
  );
  expect(count).toBe(0);
  expect(await listCompanies(owner, companiesQuery.parse({}))).toMatchObject({ total: 1 });
  expect(await listConnections(owner, { search: "", page: 1 })).toMatchObject({ total: 1, connected: 0 });
  const { connections, webhooks, calls, underWay } = await readSyncStats(owner, "UTC");
  expect({ companies: connections.companies, dead: webhooks.dead, today: calls.today, underWay }).toEqual({
    companies: 1,
    dead: 0,
    today: 0,
    underWay: 0,
  });
});

const writes: Readonly<Record<string, () => Promise<unknown>>> = {
  "cancels no run": () => cancelVisibleRun(owner, parseSyncId(leaseToken)),
  "approves no run": () => approveVisibleRun(owner, parseSyncId(leaseToken)),
  "retries no run": () => retryVisibleRun(owner, parseSyncId(theirs.things["syncId"] ?? "")),
  "changes no settings": () => changeCompanySettings(owner, theirs.company, { name: "Ours now" }),
  "dismisses no alert": () => dismissVisibleAlert(owner, theirs.things["alertId"] ?? ""),
  "asks for no sync": () =>
    requestCompanySync(owner, {
      companyId: theirs.company,
      kind: "full",
      types: undefined,
      records: undefined,
      dates: undefined,
    }),
  "retries no failed records": () =>
    retryRejectedRecords(owner, theirs.company, { recordType: "invoice", reason: undefined }),
  "disconnects nothing": () => disconnect(owner, theirs.company),
  "pauses nothing": () => pauseConnection(owner, theirs.company),
  "ends no session": () => revokeMySession(owner, parseSessionId(theirs.things["sessionId"] ?? "")),
  "changes no channel": () => changeChannel(owner, theirs.things["channelId"] ?? "", { enabled: false }),
  "removes no channel": () => removeChannel(owner, theirs.things["channelId"] ?? ""),
  "keeps no run alive": () => renewLease(leaseOfTheirs(), noCalls),
  "deletes no record": () =>
    commitDeletions(leaseOfTheirs(), "invoice", [{ sourceId: "1", deletedAt: new Date() }], noCalls),
};

/** A lease on their run that says it is ours: no caller makes one, and no statement believes it. */
function leaseOfTheirs() {
  return {
    organizationId: owner.organizationId,
    companyId: theirs.company,
    syncId: parseSyncId(leaseToken),
    leaseToken,
  };
}

test.each(Object.keys(writes))("a domain function with another firm's ids %s", async (name) => {
  await expect(writes[name]?.()).rejects.toMatchObject({ name: "AppError" });
  expect(await digestOf(theirs)).toEqual(theirRows);
});

test("what changes many rows changes none of another firm", async () => {
  const { rows } = await admin.query<{ id: string }>("SELECT id FROM record_failures WHERE company_id = $1", [
    theirs.company,
  ]);
  expect(rows.length).toBeGreaterThan(0);
  const ignored = await ignoreRejectedRecords(
    owner,
    theirs.company,
    rows.map(({ id }) => id),
  );
  const replayed = await withTenant(owner.organizationId, async (sql) => ({
    ofIds: await replayEvents(sql, { eventIds: [eventId] }),
    ofCompany: await replayEvents(sql, { companyIds: [theirs.company] }),
  }));
  const none = { events: 0, companies: 0 };
  expect(ignored).toEqual({ records: 0 });
  expect(replayed).toEqual({ ofIds: none, ofCompany: none });
  expect(await digestOf(theirs)).toEqual(theirRows);
});

test("no row was written that names their company and our firm", async () => {
  for (const { name } of await listFirmTables(admin)) {
    const { rowCount } = await admin.query(
      `SELECT FROM ${name} t WHERE organization_id <> $1 AND to_jsonb(t) ->> 'company_id' = $2`,
      [theirs.firm.id, theirs.company],
    );
    expect(rowCount, name).toBe(0);
  }
});

test("every statement that all this sent is held to a firm in each table that it looks into", async () => {
  // Prisma's are among them.
  expect([...sent.values()].some((text) => text.includes('"public"."alert_channels"'))).toBe(true);
  expect(sent.size).toBeGreaterThan(60);
  expect(await listUnbound(database.adminUrl, sent)).toEqual([]);
});
