// Input that was once answered 500, and its kin, at the routes themselves.

import pg from "pg";
import { describe, expect, test } from "vitest";

import { GET as getAuth } from "#app/api/auth/[...nextauth]/route.ts";
import { GET as webhookEvents } from "#app/api/admin/quickbooks/webhook-events/route.ts";
import { GET as companies } from "#app/api/companies/route.ts";
import { asSystem } from "#lib/db/scope.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { eventually } from "#tests/support/eventually.ts";
import { ownerOfAFile } from "#tests/support/owner-from-file.ts";

const owner = ownerOfAFile();
const { asOwner } = owner;

describe("what PostgreSQL answers", () => {
  const rejection = (statement: string): Promise<Response> =>
    asSystem((sql) => sql.query(statement)).then(
      () => expect.unreachable(),
      (thrown: unknown) => problemResponse(thrown),
    );

  test("is the caller's mistake where a value cannot be what it should be", async () => {
    for (const statement of [
      "SELECT 'x'::uuid",
      "SELECT '0000-01-01'::date",
      "SELECT now() AT TIME ZONE 'Mars/Base'",
      "SELECT 'a' LIKE '\\'",
      "SELECT 99999::int2",
    ]) {
      const response = await rejection(statement);
      expect(response.status, statement).toBe(400);
      expect(await response.text()).not.toContain("Mars");
    }
  });

  test("is our mistake where the statement is wrong", async () => {
    expect((await rejection("SELECT nothing_there")).status).toBe(500);
  });

  test("while it restarts makes requests under way and new ones answer 503 and when to come again", async () => {
    const blocker = new pg.Client(owner.database.adminUrl);
    await blocker.connect();
    await blocker.query("BEGIN");
    await blocker.query("LOCK TABLE user_sessions IN ACCESS EXCLUSIVE MODE");
    const underWay = [companies, webhookEvents].map((route) =>
      callRoute(route, "GET", asOwner({ path: "/x" })),
    );
    const signedIn = getAuth(
      new Request("http://localhost:3000/api/auth/session", {
        headers: { cookie: owner.firm.people.owner.cookie },
      }),
      { params: Promise.resolve({ nextauth: ["session"] }) },
    );
    await untilWaiting(blocker, 3);
    await blocker.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tieout' AND datname = current_database()",
    );
    const answers = await Promise.all(underWay);
    const session = await signedIn;
    await blocker.query("ROLLBACK");
    await blocker.end();
    for (const { status, headers, json } of answers) {
      expect(status).toBe(503);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(json["code"]).toBe("database.unavailable");
    }
    // Nobody is signed out by it.
    expect(session.status).toBe(503);
    expect(session.headers.get("set-cookie")).toBeNull();
    // One connection after the other of the pool turns out to be dead.
    await eventually("an answer again", async () => {
      const { status } = await callRoute(companies, "GET", asOwner({ path: "/x" }));
      expect([200, 503]).toContain(status);
      return status === 200;
    });
  });

  test("in its own words without a code is a database that is away, too", () => {
    const words = [
      "Connection terminated unexpectedly",
      "timeout exceeded when trying to connect",
      "Connection terminated due to connection timeout",
    ];
    for (const message of words) expect(problemResponse(new Error(message)).status, message).toBe(503);
    for (const code of ["57P01", "57P02", "57P03", "08006", "08P01", "ECONNRESET"]) {
      const response = problemResponse(Object.assign(new Error("x"), { code }));
      expect(response.status, code).toBe(503);
      expect(response.headers.get("retry-after"), code).not.toBeNull();
    }
  });
});

async function untilWaiting(client: pg.Client, count: number): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("SELECT FROM pg_locks WHERE NOT granted");
    if ((rowCount ?? 0) >= count) return;
  }
}
