// The set-up of roles on a server of its own, which no other test has prepared.

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTemporaryPostgres, type RunningPostgres } from "#scripts/database/embedded-postgres.ts";
import { ensureDatabase, inDatabase } from "#scripts/database/ensure-database.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { migrate } from "#scripts/database/migrate.ts";

let server: RunningPostgres;

beforeAll(async () => {
  server = await startTemporaryPostgres();
});
afterAll(() => server.stop());

test("a migration without the roles ends with a sentence that says what makes them", async () => {
  await expect(migrate(server.adminUrl)).rejects.toThrow(/tieout_application.*npm run db:roles/);
});

test("what one role owned is given to the owner, and that role may no longer change it; twice is as once", async () => {
  await withClient(server.adminUrl, async (admin) => {
    // Under the name that the application role will have.
    await admin.query("CREATE ROLE before_app LOGIN PASSWORD 'before'");
    await admin.query("CREATE DATABASE before OWNER before_app");
  });
  const old = new pg.Client(
    inDatabase(server.adminUrl, "before").replace(/\/\/[^@]*@/, "//before_app:before@"),
  );
  await old.connect();
  for (const statement of [
    "CREATE TYPE kind AS ENUM ('one')",
    "CREATE TABLE things (id int GENERATED ALWAYS AS IDENTITY, kind kind)",
    "CREATE SEQUENCE alone",
    "CREATE VIEW seen AS SELECT id FROM things",
    "CREATE FUNCTION one() RETURNS int RETURN 1",
    "CREATE SCHEMA graphile_worker",
    "CREATE TABLE graphile_worker.jobs (id serial)",
    "INSERT INTO things (kind) VALUES ('one')",
  ]) {
    await old.query(statement);
  }
  const wanted = { rolePrefix: "before", password: "after", database: "before" };
  await ensureDatabase(server.adminUrl, wanted);
  const urls = await ensureDatabase(server.adminUrl, wanted);
  const { rows } = await withClient(inDatabase(server.adminUrl, "before"), (admin) =>
    admin.query<{ owner: string }>(
      `SELECT relowner::regrole::text AS owner FROM pg_class
         WHERE relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)
       UNION SELECT proowner::regrole::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       UNION SELECT typowner::regrole::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
       UNION SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'graphile_worker'
       UNION SELECT datdba::regrole::text FROM pg_database WHERE datname = 'before'`,
    ),
  );
  expect(rows).toEqual([{ owner: "before_owner" }]);
  for (const statement of ["DROP TABLE things", "ALTER TABLE things ADD more int", "SELECT FROM things"]) {
    await expect(old.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
  await old.end();
  const kept = await withClient(urls.owner, (owner) => owner.query("SELECT id FROM things"));
  expect(kept.rows).toEqual([{ id: 1 }]);
});
