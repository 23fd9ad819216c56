// A row of a firm cannot name another firm's parent: not for want of a policy, but because there is no such
// parent. Which columns refer to something is read from the catalogue, so that a new one is not forgotten.

import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { CompanyId } from "#lib/core/ids.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { listFirmTables } from "#tests/support/firm-tables.ts";
import { createCompany, createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const ofBooks = "millions of rows: held to their company by the policies of the table, see decision 0044";
const ofRun = "runs are removed after half a year, and what they did stays; read only together with the firm";
const ofPerson = "people belong to no firm, and what they did stays when they leave";

/** Columns with an id that no key holds together with the firm, and why. */
const exempt: Readonly<Record<string, string>> = {
  "entities.company_id": ofBooks,
  "transactions.company_id": ofBooks,
  "transaction_lines.company_id": ofBooks,
  "transaction_links.company_id": ofBooks,
  "record_versions.company_id": ofBooks,
  "record_versions.sync_id": ofRun,
  "record_failures.sync_id": ofRun,
  "quickbooks_webhook_events.sync_id": ofRun,
  "quickbooks_syncs.requested_by_id": ofPerson,
  "quickbooks_syncs.approved_by_id": ofPerson,
  "quickbooks_connections.connected_by_user_id": ofPerson,
  "membership_invitations.invited_by_user_id": ofPerson,
  "audit_events.user_id": ofPerson,
  "audit_events.api_key_id": "keys have no table yet",
  "memberships.user_id": "people belong to no firm; this is what ties them to one",
  "quickbooks_oauth_states.session_id": "compared with the browser's own session, and its person is held",
  "membership_invitations.company_ids": "a list, which no key can hold; companies are given out by firm",
};

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  readonly validated: boolean;
}

async function listForeignKeys(): Promise<readonly ForeignKey[]> {
  const columnsOf = (
    keys: string,
    table: string,
  ) => `ARRAY(SELECT a.attname::text FROM unnest(${keys}) WITH ORDINALITY
    AS key(attnum, place) JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = key.attnum ORDER BY key.place)`;
  const { rows } = await admin.query<ForeignKey>(
    `SELECT k.conname AS name, k.conrelid::regclass::text AS table, k.confrelid::regclass::text AS parent,
            ${columnsOf("k.conkey", "k.conrelid")} AS columns, ${columnsOf("k.confkey", "k.confrelid")} AS "parentColumns",
            k.convalidated AS validated
       FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return rows;
}

function isWithFirm({ columns, parentColumns }: ForeignKey): boolean {
  const place = columns.indexOf("organization_id");
  return place >= 0 && parentColumns[place] === "organization_id";
}

describe("a reference within a firm", () => {
  test("is a key together with the firm, wherever both tables hold a firm's rows", async () => {
    const firmTables = new Set((await listFirmTables(admin)).map(({ name }) => name));
    const keys = await listForeignKeys();
    const between = keys.filter(({ table, parent }) => firmTables.has(table) && firmTables.has(parent));
    expect(between.length).toBeGreaterThan(15);
    expect(between.filter((key) => !isWithFirm(key)).map(({ name }) => name)).toEqual([]);
    expect(keys.filter(({ validated }) => !validated).map(({ name }) => name)).toEqual([]);
  });

  test("is left without such a key only where it is listed with a reason", async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organization_id')
          AND (a.atttypid = 'uuid'::regtype OR a.atttypid = 'uuid[]'::regtype)
          AND a.attname NOT IN ('id', 'organization_id', 'lease_token')`,
    );
    const stored = (await listForeignKeys())
      .filter(isWithFirm)
      .flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
    const open = rows.map(({ name }) => name).filter((name) => !stored.includes(name));
    expect(open.sort()).toEqual(Object.keys(exempt).sort());
  });
});

describe("whoever writes, a superuser included", () => {
  let ours: Firm;
  let theirs: Firm;
  let theirCompany: CompanyId;

  beforeAll(async () => {
    [ours, theirs] = [await createFirm(), await createFirm()];
    theirCompany = await createCompany(theirs.id);
  });

  const rejected = { code: "23503" };
  const insert = (table: string, columns: Readonly<Record<string, unknown>>): Promise<unknown> =>
    admin.query(
      `INSERT INTO ${table} (${Object.keys(columns).join(", ")})
       VALUES (${Object.keys(columns)
         .map((_, index) => `$${index + 1}`)
         .join(", ")})`,
      Object.values(columns),
    );

  test("no row of a firm is put under another firm's company", async () => {
    const of = { organization_id: ours.id, company_id: theirCompany };
    const rows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      quickbooks_syncs: { id: randomUUID(), kind: "full", trigger: "person" },
      company_record_types: { record_type: "invoice" },
      quickbooks_call_meters: { day: "2026-01-01" },
      alerts: { id: randomUUID(), kind: "stale", message: "A test." },
      audit_events: { id: randomUUID(), action: "sync.requested" },
      record_failures: {
        id: randomUUID(),
        record_type: "invoice",
        source_id: "1",
        reason: "x",
        detail: "x",
        source: "{}",
      },
      quickbooks_webhook_events: { event_id: randomUUID(), operation: "created" },
      company_access: { membership_id: ours.people.viewer.membershipId },
      quickbooks_pending_revocations: { id: randomUUID(), refresh_token_sealed: "x" },
    };
    for (const [table, columns] of Object.entries(rows)) {
      await expect(insert(table, { ...of, ...columns }), table).rejects.toMatchObject(rejected);
    }
  });

  test("nor under another firm's run, connection or member", async () => {
    const [run, connection] = [randomUUID(), randomUUID()];
    const ourCompany = await createCompany(ours.id);
    const of = { organization_id: theirs.id, company_id: theirCompany };
    await insert("quickbooks_syncs", { id: run, kind: "full", trigger: "person", ...of });
    await insert("quickbooks_connections", {
      id: connection,
      environment: "sandbox",
      realm_id_sealed: "x",
      realm_id_hash: randomUUID(),
      state: "connected",
      ...of,
    });
    const to = { organization_id: ours.id, company_id: ourCompany };
    const soon = new Date(Date.now() + 60_000);
    const rows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      quickbooks_sync_steps: { sync_id: run, record_type: "invoice", ...to },
      quickbooks_tokens: {
        connection_id: connection,
        access_token_sealed: "x",
        refresh_token_sealed: "x",
        access_expires_at: soon,
        refresh_expires_at: soon,
        ...to,
      },
      company_access: { membership_id: theirs.people.viewer.membershipId, ...to },
      user_sessions: {
        id: randomUUID(),
        user_id: theirs.people.owner.userId,
        organization_id: ours.id,
        expires_at: soon,
      },
    };
    for (const [table, columns] of Object.entries(rows)) {
      await expect(insert(table, columns), table).rejects.toMatchObject(rejected);
    }
  });

  test("no event names a company without its firm, or a firm without a company", async () => {
    for (const half of [{ organization_id: ours.id }, { company_id: theirCompany }]) {
      const event = { event_id: randomUUID(), operation: "created", ...half };
      await expect(insert("quickbooks_webhook_events", event)).rejects.toMatchObject({ code: "23514" });
    }
  });

  test("a company with anything under it is not handed to another firm", async () => {
    const company = await createCompany(ours.id);
    await insert("alerts", {
      id: randomUUID(),
      organization_id: ours.id,
      company_id: company,
      kind: "stale",
      message: "A test.",
    });
    await expect(
      admin.query("UPDATE companies SET organization_id = $1 WHERE id = $2", [theirs.id, company]),
    ).rejects.toMatchObject({ code: expect.stringMatching(restricted) as string });
  });
});

/* Up to PostgreSQL 17 a key that restricts an update says foreign_key_violation, later restrict_violation. */
const restricted = /^(?:23503|23001)$/;
