import { createServer, connect, type AddressInfo } from "node:net";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseOrganizationId } from "#lib/core/ids.ts";
import { doing, type Work } from "#lib/db/current-work.ts";
import { holdConnection } from "#lib/db/hold-connection.ts";
import { createPool } from "#lib/db/pool.ts";
import { withTenant, asSystem, asSystemAtOnce, type Sql } from "#lib/db/scope.ts";
import { workLimits, type WorkKind } from "#lib/db/work-limits.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let admin: pg.Client;
const firm = parseOrganizationId("00000000-0000-4000-8000-000000000001");

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { LOG_LEVEL: "silent" } });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** As the routes answer it. */
const answerTo = async (asking: Promise<unknown>): Promise<Response> =>
  asking.then(
    () => expect.unreachable(),
    (thrown: unknown) => problemResponse(thrown),
  );

describe("the limits of a kind of work", () => {
  test("are those of each transaction, whatever the session or a pooler has set", async () => {
    const settings = `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`;
    const read = async (sql: Sql) => (await sql.query(settings)).rows[0] as unknown;
    for (const kind of Object.keys(workLimits) as WorkKind[]) {
      const { statementMs, lockMs } = workLimits[kind];
      const wanted = { statement: statementMs, lock: lockMs };
      for (const scope of [() => withTenant(firm, read), () => asSystem(read)]) {
        expect(inMs(await doing({ kind }, scope)), kind).toEqual(wanted);
      }
    }
    const [intake] = await asSystemAtOnce({ text: settings });
    expect(inMs(intake)).toEqual({
      statement: workLimits.intake.statementMs,
      lock: workLimits.intake.lockMs,
    });
  });

  test("make a wait for a lock an answer of 503 that says when to come again", async () => {
    await admin.query("BEGIN; LOCK TABLE companies IN ACCESS EXCLUSIVE MODE");
    const asking = doing({ kind: "health" }, () => withTenant(firm, (sql) => sql.query("TABLE companies")));
    const { status, headers } = await answerTo(asking);
    await admin.query("ROLLBACK");
    expect(status).toBe(503);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("bound the wait for a connection, and what comes later is used by the next", async () => {
    const pool = createPool("application", 1);
    const stored = Promise.withResolvers<undefined>();
    const holding = holdConnection(pool, () => stored.promise);
    const impatient = { ...workLimits.health, connectionMs: 20 };
    const { status } = await answerTo(holdConnection(pool, () => Promise.resolve(), impatient));
    stored.resolve(undefined);
    await holding;
    await holdConnection(pool, (client) => client.query("SELECT 1"));
    expect({ status, open: pool.totalCount, idle: pool.idleCount }).toEqual({
      status: 503,
      open: 1,
      idle: 1,
    });
    await pool.end();
  });

  test("hold when the server says nothing any more: the connection is given up", async () => {
    const network = await startNetwork(database.url);
    const pool = createPool("application", 1, { connectionString: network.url });
    const asking = holdConnection(
      pool,
      async (client) => {
        await client.query("SELECT 1");
        network.swallow();
        await client.query("SELECT 1");
      },
      { ...workLimits.health, transactionMs: 200 },
    );
    const { status, headers } = await answerTo(asking);
    expect({ status, open: pool.totalCount }).toEqual({ status: 503, open: 0 });
    expect(headers.has("retry-after")).toBe(true);
    await pool.end();
    await network.stop();
  });
});

test("who leaves takes the statement along, and the connection is free for others", async () => {
  const leaving = new AbortController();
  const work: Work = { kind: "interactive", endsWith: leaving.signal };
  const asking = doing(work, () => withTenant(firm, (sql) => sql.query("SELECT pg_sleep(600)")));
  const ended = expect(asking).rejects.toMatchObject({ code: "request.abandoned" });
  await eventually("the statement to run", async () => (await sleepers()) === 1);
  leaving.abort();
  await ended;
  await eventually("the statement to end", async () => (await sleepers()) === 0);
  await expect(doing(work, () => withTenant(firm, (sql) => sql.query("SELECT 1")))).rejects.toMatchObject({
    code: "request.abandoned",
  });
  expect((await withTenant(firm, (sql) => sql.query("SELECT 1"))).rowCount).toBe(1);
});

async function sleepers(): Promise<number> {
  const { rowCount } = await admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
       AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()`,
  );
  return rowCount ?? 0;
}

function inMs(settings: unknown): Record<string, number> {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };
  return Object.fromEntries(
    Object.entries(Object(settings) as Record<string, string>).map(([name, text]): [string, number] => {
      const [, number, unit = "ms"] = /^(\d+)(\w*)$/.exec(text) ?? [];
      return [name, Number(number) * (units[unit] ?? NaN)];
    }),
  );
}

/** A way to the server on which everything may vanish, as behind a cut cable or a stopped machine. */
async function startNetwork(databaseUrl: string) {
  const server = new URL(databaseUrl);
  let isDead = false;
  const between = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    near.on("data", (bytes) => isDead || far.write(bytes));
    far.on("data", (bytes) => isDead || near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => undefined).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  /* It listens on a port. */
  url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  return {
    url: url.href,
    swallow: () => (isDead = true),
    stop: () => new Promise<void>((resolve) => between.close(() => resolve())),
  };
}
