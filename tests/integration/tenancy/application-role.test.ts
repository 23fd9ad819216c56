// What somebody could do who has smuggled SQL of their own into the application's connection: everything
// here is sent as the application role over a connection without any of our code before it.

import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { withTenant, asSystem } from "#lib/db/scope.ts";
import { readTenantKey, signTenant } from "#lib/db/tenant-key.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { openRun } from "#tests/support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

/* insufficient_privilege */
const rejected = { code: "42501" };

let database: TestDatabase;
let ours: RunLease;
let theirs: RunLease;
let raw: pg.Client;
let ourToken: string;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  [ours, theirs] = [await openRun(), await openRun()];
  ourToken = signTenant(await readTenantKey(), ours.organizationId);
  raw = new pg.Client(database.url);
  await raw.connect();
});
afterAll(async () => {
  await raw.end();
  await database.drop();
});

const bind = (token: string) => raw.query("SELECT set_config('tieout.tenant', $1, false)", [token]);

async function companiesSeen(): Promise<readonly string[]> {
  const { rows } = await raw.query<{ id: string }>("SELECT id FROM companies");
  return rows.map((row) => row.id);
}

describe("the firm of a transaction", () => {
  test("is the one that its token was signed for", async () => {
    await bind(ourToken);
    expect(await companiesSeen()).toEqual([ours.companyId]);
  });

  test("is none without a token, and the settings of before name none", async () => {
    await bind("");
    await raw.query("SET tieout.scope = 'system'");
    await raw.query(`SET tieout.organization_id = '${ours.organizationId}'`);
    expect(await companiesSeen()).toEqual([]);
  });

  test("cannot be made up, altered or carried over to another firm", async () => {
    const [, signature = ""] = ourToken.split(".");
    const flipped = signature.startsWith("0") ? `1${signature.slice(1)}` : `0${signature.slice(1)}`;
    const forged = [
      ours.organizationId,
      theirs.organizationId,
      `${theirs.organizationId}.${signature}`,
      `${ours.organizationId}.${flipped}`,
      `${ours.organizationId}.${signature.slice(0, -1)}`,
      `${ours.organizationId}.${signature}0`,
      `${ours.organizationId.toUpperCase()}.${signature}`,
      `${ours.organizationId}${signature}`,
      `${ours.organizationId}.${signature.toUpperCase()}`,
      ` ${ourToken}`,
      `${ourToken}\n`,
      `${theirs.organizationId}.${"0".repeat(64)}`,
      signTenant({ inner: Buffer.alloc(64), outer: Buffer.alloc(64) }, theirs.organizationId),
      "'",
      "\\",
      ".",
      "x".repeat(10_000),
      "🦀".repeat(101),
    ];
    for (const token of forged) {
      await bind(token);
      expect(await companiesSeen(), token).toEqual([]);
    }
  });

  test("ends with the transaction that our code bound to it", async () => {
    await withTenant(ours.organizationId, (sql) => sql.query("SELECT FROM companies"));
    const after = await withTenant(theirs.organizationId, (sql) =>
      sql.query<{ id: string }>("SELECT id FROM companies"),
    );
    expect(after.rows).toEqual([{ id: theirs.companyId }]);
  });

  test("is never shown to other sessions in the text of a statement", async () => {
    const looker = new pg.Client(database.url);
    await looker.connect();
    const texts: string[] = [];
    const look = async (): Promise<void> => {
      const { rows } = await looker.query<{ query: string }>(
        "SELECT query FROM pg_stat_activity WHERE application_name = 'tieout' AND query IS NOT NULL",
      );
      texts.push(...rows.map((row) => row.query));
    };
    // After each statement of a scope, its text is what the session is shown with.
    await withTenant(ours.organizationId, async (sql) => {
      await look();
      await sql.query("SELECT 1");
      await look();
    });
    await look();
    await looker.end();
    expect(texts.join("\n")).toContain("set_config('tieout.tenant', $1, true)");
    expect(texts.join("\n")).not.toContain(ourToken.slice(37));
  });
});

describe("the application role", () => {
  const statements: readonly [string, string][] = [
    ["becomes the system role", "SET ROLE tieout_system"],
    ["becomes the owner", "SET ROLE tieout_test_owner"],
    ["becomes a superuser", "SET SESSION AUTHORIZATION postgres"],
    ["drops a policy", "DROP POLICY one_firm ON companies"],
    ["changes a policy", "ALTER POLICY one_firm ON companies USING (true)"],
    ["adds a policy", "CREATE POLICY mine ON companies USING (true)"],
    ["disables row-level security", "ALTER TABLE companies DISABLE ROW LEVEL SECURITY"],
    ["empties a table", "TRUNCATE companies CASCADE"],
    ["drops a table", "DROP TABLE record_versions"],
    ["drops a function", "DROP FUNCTION bound_organization()"],
    ["replaces a function", "CREATE OR REPLACE FUNCTION bound_organization() RETURNS uuid RETURN NULL::uuid"],
    ["adds a column", "ALTER TABLE companies ADD COLUMN mine text"],
    [
      "adds a trigger",
      "CREATE TRIGGER mine BEFORE UPDATE ON companies EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
    ["adds a rule", "CREATE RULE mine AS ON UPDATE TO companies DO NOTHING"],
    ["makes a table", "CREATE TABLE mine (id int)"],
    ["makes a schema", "CREATE SCHEMA mine"],
    ["makes a function", "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    ["makes a temporary function", "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    [
      "makes a procedural function",
      "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
    ],
    ["runs a block of code", "DO 'BEGIN NULL; END'"],
    ["gives rights away", "GRANT ALL ON tenant_keys TO PUBLIC"],
    ["makes itself a member", "GRANT tieout_system TO tieout_application"],
    ["makes a role", "CREATE ROLE mine"],
    ["reads the tenant key", "SELECT * FROM tenant_keys"],
    ["reads sealed tokens", "SELECT refresh_token_sealed FROM quickbooks_tokens"],
    ["reads all of a token's row", "SELECT * FROM quickbooks_tokens"],
    ["removes tokens", "DELETE FROM quickbooks_tokens"],
    ["reads passwords", "SELECT password_hash FROM users"],
    ["changes a password", "UPDATE users SET password_hash = 'x'"],
    ["reads mailed links", "SELECT * FROM account_links"],
    ["reads accounts' events", "SELECT * FROM account_events"],
    ["reads the limits on attempts", "DELETE FROM rate_limits"],
    ["reads the key of realms", "SELECT * FROM quickbooks_lookup_keys"],
    ["makes somebody a member of the firm", "UPDATE memberships SET role = 'owner'"],
    [
      "makes a company",
      "INSERT INTO companies (id, organization_id, name) VALUES (gen_random_uuid(), gen_random_uuid(), 'x')",
    ],
    ["removes an audit event", "DELETE FROM audit_events"],
    ["changes an audit event", "UPDATE audit_events SET action = 'nothing'"],
    ["looks into the queue", "SELECT * FROM graphile_worker.jobs"],
    ["puts a job on the queue directly", "SELECT graphile_worker.add_job('run_full_sync')"],
    ["reads the migrations", "SELECT * FROM _prisma_migrations"],
    ["reads a file", "COPY (SELECT 1) TO PROGRAM 'true'"],
  ];

  test.each(statements)("never %s", async (_what, statement) => {
    await bind(ourToken);
    await expect(raw.query(statement)).rejects.toMatchObject(rejected);
  });

  test("is let through where row-level security is set aside only to be refused", async () => {
    await bind(ourToken);
    await raw.query("SET row_security = off");
    await expect(raw.query("SELECT FROM companies")).rejects.toMatchObject(rejected);
    await raw.query("RESET row_security");
  });

  test("finds our tables under their names, whatever a statement before it left on the connection", async () => {
    // One connection, so that the second scope has what the first one left.
    const leave = await withTenant(ours.organizationId, async (sql) => {
      await sql.query("CREATE TEMPORARY TABLE companies (id uuid)");
      const { rows } = await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      return rows[0]?.pid;
    });
    const seen = await withTenant(theirs.organizationId, async (sql) => {
      const { rows } = await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      const companies = await sql.query<{ id: string }>("SELECT id FROM companies");
      await sql.query("DROP TABLE pg_temp.companies");
      return { pid: rows[0]?.pid, companies: companies.rows };
    });
    expect(seen).toEqual({ pid: leave, companies: [{ id: theirs.companyId }] });
  });
});

describe("the job queue", () => {
  const enqueue = (job: string, payload: object, key: string | null = null) =>
    raw.query("SELECT enqueue_job($1, $2, NULL, 1, $3, 0, 'replace')", [job, JSON.stringify(payload), key]);
  const waiting = async (): Promise<readonly { key: string; payload: unknown }[]> => {
    const { rows } = await asSystem((sql) =>
      sql.query<{ key: string; payload: unknown }>(
        `SELECT key, payload FROM graphile_worker._private_jobs ORDER BY key`,
      ),
    );
    return rows;
  };

  test("takes the application's jobs about the bound firm, under their own key", async () => {
    await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
    await bind(ourToken);
    await enqueue("run_full_sync", { syncId: ours.syncId }, "sync:somebody else's");
    await enqueue("process_webhooks", { companyId: ours.companyId, more: 1 });
    expect(await waiting()).toEqual([
      { key: `process_webhooks:${ours.companyId}`, payload: { companyId: ours.companyId } },
      { key: `sync:${ours.syncId}`, payload: { syncId: ours.syncId } },
    ]);
  });

  test("takes none about another firm, about all of them, or without a firm", async () => {
    const before = await waiting();
    await bind(ourToken);
    await expect(enqueue("run_full_sync", { syncId: theirs.syncId })).rejects.toMatchObject(rejected);
    await expect(enqueue("process_webhooks", { companyId: theirs.companyId })).rejects.toMatchObject(
      rejected,
    );
    for (const job of [
      "retention",
      "check_alerts",
      "send_alert",
      "revoke_grant",
      "refresh_grant",
      "no_such",
    ]) {
      await expect(enqueue(job, { companyId: ours.companyId }), job).rejects.toMatchObject(rejected);
    }
    await bind("");
    await expect(enqueue("process_webhooks", { companyId: ours.companyId })).rejects.toMatchObject(rejected);
    expect(await waiting()).toEqual(before);
  });

  test("tells the application nothing of another firm's runs", async () => {
    await bind(ourToken);
    const { rowCount } = await raw.query("SELECT postponed_runs($1)", [theirs.companyId]);
    expect(rowCount).toBe(0);
    await expect(raw.query("SELECT postponed_runs($1)", [randomUUID()])).resolves.toMatchObject({
      rowCount: 0,
    });
  });
});
