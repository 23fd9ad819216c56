// What each role may do, table by table, as a list: a new table is on it or this fails, and so does a right
// that nobody wrote down.

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const all = "SELECT INSERT UPDATE DELETE";

/** Application role, system role. In brackets: of some columns only. */
const expected: Readonly<Record<string, readonly [application: string, system: string]>> = {
  _prisma_migrations: ["", ""],
  account_events: ["", "SELECT INSERT"],
  account_links: ["", all],
  alert_channels: [all, all],
  alert_deliveries: ["SELECT INSERT UPDATE", all],
  alerts: ["SELECT UPDATE", all],
  audit_events: ["SELECT INSERT", "SELECT INSERT"],
  clock_ticks: ["SELECT", all],
  companies: ["SELECT UPDATE", all],
  company_access: ["SELECT", all],
  company_record_types: ["SELECT INSERT UPDATE", all],
  entities: ["SELECT INSERT UPDATE", all],
  membership_invitations: [all, all],
  memberships: ["SELECT", all],
  organizations: ["SELECT", all],
  quickbooks_call_days: ["SELECT", all],
  quickbooks_call_meters: ["SELECT INSERT UPDATE", all],
  quickbooks_circuits: ["", all],
  quickbooks_connections: ["SELECT UPDATE", all],
  quickbooks_lookup_keys: ["", all],
  quickbooks_oauth_states: ["INSERT", all],
  quickbooks_paces: ["", all],
  quickbooks_pending_revocations: ["", all],
  quickbooks_realm_claims: ["", all],
  quickbooks_summed_days: ["SELECT", all],
  quickbooks_sync_steps: ["SELECT INSERT UPDATE", all],
  quickbooks_syncs: ["SELECT INSERT UPDATE", all],
  quickbooks_tokens: ["(SELECT)", all],
  quickbooks_webhook_events: ["SELECT UPDATE", all],
  rate_limits: ["", all],
  record_failures: ["SELECT INSERT UPDATE", all],
  record_versions: ["SELECT INSERT", all],
  tenant_keys: ["", "SELECT"],
  transaction_lines: [all, all],
  transaction_links: [all, all],
  transactions: ["SELECT INSERT UPDATE", all],
  user_sessions: ["SELECT UPDATE", all],
  users: ["(SELECT)", all],
};

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.adminUrl);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Everything that there is to be granted, those rights included that nobody should have. */
async function rightsOf(role: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await admin.query<{ table: string; rights: string }>(
    `SELECT c.relname AS table, concat_ws(' ', VARIADIC ARRAY(
       SELECT CASE WHEN has_table_privilege($1, c.oid, right_) THEN right_ ELSE '(' || right_ || ')' END
       FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
         WITH ORDINALITY AS rights (right_, place)
       WHERE has_table_privilege($1, c.oid, right_)
         OR (right_ IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege($1, c.oid, right_))
       ORDER BY place)) AS rights
     FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
     ORDER BY 1`,
    [role],
  );
  return Object.fromEntries(rows.map((row) => [row.table, row.rights]));
}

test.each([
  ["tieout_application", 0],
  ["tieout_system", 1],
] as const)("%s may do what is listed here and nothing else", async (role, place) => {
  const listed = Object.fromEntries(
    Object.entries(expected).map(([table, rights]) => [table, rights[place]]),
  );
  expect(await rightsOf(role)).toEqual(listed);
});

test("neither token secrets nor password hashes are among the columns that the application may read", async () => {
  const { rows } = await admin.query<{ column: string }>(
    `SELECT attrelid::regclass || '.' || attname AS column FROM pg_attribute
     WHERE attrelid IN ('users'::regclass, 'quickbooks_tokens'::regclass) AND attnum > 0 AND NOT attisdropped
       AND NOT has_column_privilege('tieout_application', attrelid, attnum, 'SELECT') ORDER BY 1`,
  );
  expect(rows.map((row) => row.column)).toEqual([
    "quickbooks_tokens.access_token_sealed",
    "quickbooks_tokens.generation",
    "quickbooks_tokens.refresh_claimed_until",
    "quickbooks_tokens.refresh_started_at",
    "quickbooks_tokens.refresh_token_sealed",
    "users.password_hash",
  ]);
});

test("the application has no right on the queue, and PUBLIC has none on anything of ours", async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind IN ('r', 'p', 'v')
       AND has_table_privilege('tieout_application', oid, 'SELECT, INSERT, UPDATE, DELETE')
     UNION ALL
     SELECT oid::regprocedure::text FROM pg_proc
     WHERE pronamespace = 'graphile_worker'::regnamespace AND has_function_privilege('tieout_application', oid, 'EXECUTE')
     UNION ALL
     SELECT coalesce(relname, proname) FROM (
       SELECT relname, NULL AS proname, (aclexplode(relacl)).grantee FROM pg_class
         WHERE relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)
       UNION ALL
       SELECT NULL, proname, (aclexplode(coalesce(proacl, acldefault('f', proowner)))).grantee FROM pg_proc
         WHERE pronamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)) AS granted
     WHERE grantee = 0`,
  );
  expect(rows).toEqual([]);
});

test("the application may run two functions of ours beside the one that says its firm", async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       AND has_function_privilege('tieout_application', oid, 'EXECUTE') ORDER BY 1`,
  );
  expect(rows.map((row) => row.name)).toEqual(["bound_organization", "enqueue_job", "postponed_runs"]);
});

test("what is made without a word about rights is the owner's alone", async () => {
  const owner = new pg.Client(database.urls.owner);
  await owner.connect();
  await owner.query("CREATE TABLE made_later (id int)");
  await owner.query("CREATE FUNCTION made_later_too() RETURNS int RETURN 1");
  await owner.end();
  for (const url of [database.urls.application, database.urls.system]) {
    const other = new pg.Client(url);
    await other.connect();
    await expect(other.query("SELECT FROM made_later")).rejects.toMatchObject({ code: "42501" });
    await expect(other.query("SELECT made_later_too()")).rejects.toMatchObject({ code: "42501" });
    await other.end();
  }
  await admin.query("DROP TABLE made_later");
});
