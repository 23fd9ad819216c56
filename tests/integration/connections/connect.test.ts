import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { POST as connect } from "#app/api/quickbooks/connect/route.ts";
import { GET as status } from "#app/api/quickbooks/status/[companyId]/route.ts";
import { accessTokenFor } from "#lib/connections/refresh/access-token.ts";
import { connectionStatus } from "#lib/contracts/quickbooks-connection.ts";
import { hashRealm } from "#lib/connections/realm-lookup.ts";
import { parseRealmId, type CompanyId } from "#lib/core/ids.ts";
import { withoutTenant, asSystem } from "#lib/db/scope.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { comeBack, connectAs, connectCompany, startAs } from "#tests/support/connect-company.ts";
import { consentAtSandbox } from "#tests/support/consent-at-sandbox.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { cookieFor, createCompany, createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { openSession } from "#lib/auth/sessions/sessions.ts";
import { findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { isEverything } from "#tests/support/some-of.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

beforeEach(async () => {
  firm = await createFirm();
  sandbox.sandbox.faults.remove();
});

/** A QuickBooks company that nobody has connected. */
function newRealm(): string {
  return sandbox.sandbox.registry.create({ size: "small", seed: 7 }).company.realmId;
}

async function grantStands(company: CompanyId): Promise<boolean> {
  const token = await accessTokenFor(company);
  return sandbox.sandbox.grants.checkAccess(token.value).kind === "valid";
}

async function companiesOfFirm(): Promise<number> {
  return asSystem(async (sql) => {
    const { rowCount } = await sql.query("SELECT FROM companies WHERE organization_id = $1", [firm.id]);
    return rowCount ?? 0;
  });
}

describe("connecting", () => {
  test("makes the company from what QuickBooks says, keeps its tokens sealed and queues a full sync", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    const stored = await findStoredConnection(company);
    expect(stored).toMatchObject({ state: "connected", generation: 1 });
    expect(stored?.accessTokenSealed).toMatch(/^v1\.demo\./);
    expect(JSON.stringify(stored)).not.toContain(realmId);
    expect(await grantStands(company)).toBe(true);

    const { rows } = await asSystem((sql) =>
      sql.query<{ name: string; kind: string; state: string; trigger: string; job: string }>(
        `SELECT c.name, s.kind, s.state, s.trigger, j.task_identifier AS job
           FROM companies c JOIN quickbooks_syncs s ON s.company_id = c.id
           JOIN graphile_worker.jobs j ON j.key = 'sync:' || s.id
          WHERE c.id = $1`,
        [company],
      ),
    );
    const name = sandbox.sandbox.registry.get(realmId)?.company.name;
    expect(rows).toEqual([{ name, kind: "full", state: "queued", trigger: "connect", job: "run_full_sync" }]);
  });

  test("says so in the status, which never shows a token or the realm", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    const answer = await callRoute(status, "GET", {
      cookie: firm.people.viewer.cookie,
      params: { companyId: company },
    });
    // A viewer has not been given this company.
    expect(answer.status).toBe(404);
    const seen = await callRoute(status, "GET", {
      cookie: firm.people.admin.cookie,
      params: { companyId: company },
    });
    expect(connectionStatus.parse(seen.json)).toMatchObject({
      state: "connected",
      connected: true,
      nextStep: null,
      warnings: [],
    });
    expect(seen.text).not.toContain(realmId);
    expect(seen.text).not.toContain("v1.demo");
  });

  test("by an accountant gives the accountant access to the company", async () => {
    const company = await connectCompany(firm.people.accountant, newRealm());
    const seen = await callRoute(status, "GET", {
      cookie: firm.people.accountant.cookie,
      params: { companyId: company },
    });
    expect(seen.status).toBe(200);
  });

  test("is not for viewers, and not for another firm's company", async () => {
    const asViewer = await callRoute(connect, "POST", { cookie: firm.people.viewer.cookie, body: {} });
    expect(asViewer).toMatchObject({ status: 403, json: { code: "auth.forbidden" } });
    const stranger = await createFirm();
    const company = await createCompany(firm.id);
    const asStranger = await callRoute(connect, "POST", {
      cookie: stranger.people.owner.cookie,
      body: { companyId: company },
    });
    expect(asStranger).toMatchObject({ status: 404, json: { code: "request.not_found" } });
  });

  test("asks Intuit for a consent with a state of 256 bits that is stored as a hash only", async () => {
    const url = new URL(await startAs(firm.people.owner, null));
    const state = url.searchParams.get("state") ?? "";
    expect(Buffer.from(state, "base64url")).toHaveLength(32);
    expect(url.searchParams.get("redirect_uri")).toBe("http://localhost:3000/api/auth/quickbooks/callback");
    const { rows } = await asSystem((sql) =>
      sql.query<{ state_hash: string }>(
        "SELECT state_hash FROM quickbooks_oauth_states WHERE organization_id = $1",
        [firm.id],
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.state_hash).not.toContain(state);
  });
});

describe("an answer that is not taken redirects with its own code and changes nothing", () => {
  test("when the person declines", async () => {
    const callbackResult = await connectAs(firm.people.owner, { realmId: newRealm(), declines: true });
    expect(callbackResult).toMatchObject({ status: 302, outcome: "declined" });
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when Intuit reports another error", async () => {
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
    back.searchParams.delete("code");
    back.searchParams.set("error", "invalid_scope");
    expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({ outcome: "consent_failed" });
  });

  test("when the state is unknown, missing or replayed", async () => {
    const realmId = newRealm();
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId });
    const madeUp = new URL(back);
    madeUp.searchParams.set("state", "A".repeat(43));
    expect(await comeBack(madeUp, firm.people.owner.cookie)).toMatchObject({ outcome: "state_unknown" });
    const without = new URL(back);
    without.searchParams.delete("state");
    expect(await comeBack(without, firm.people.owner.cookie)).toMatchObject({ outcome: "state_unknown" });

    const first = await comeBack(back, firm.people.owner.cookie);
    expect(first.outcome).toBe("connected");
    expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({
      status: 302,
      outcome: "state_used",
    });
    // The replay did not reach Intuit, which would have ended the tokens of the first exchange.
    expect(first.company && (await grantStands(first.company))).toBe(true);
  });

  test("when the same answer comes twice at the same moment: one is taken", async () => {
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
    const callbackResults = await Promise.all([1, 2, 3].map(() => comeBack(back, firm.people.owner.cookie)));
    expect(callbackResults.map((callbackResult) => callbackResult.outcome).sort()).toEqual([
      "connected",
      "state_used",
      "state_used",
    ]);
    expect(await companiesOfFirm()).toBe(1);
  });

  test("when the state is more than ten minutes old", async () => {
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
    await asSystem((sql) =>
      sql.query(
        "UPDATE quickbooks_oauth_states SET expires_at = expires_at - interval '10 minutes' WHERE organization_id = $1",
        [firm.id],
      ),
    );
    expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({ outcome: "state_expired" });
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when the state is a colleague's, another firm's or of the same person's other browser", async () => {
    const stranger = await createFirm();
    const { owner } = firm.people;
    const back = await consentAtSandbox(await startAs(owner, null), { realmId: newRealm() });
    const otherSession = await asSystem((sql) =>
      openSession(sql, { userId: owner.userId, organizationId: firm.id, userAgent: null }),
    );
    const others = [
      firm.people.admin.cookie,
      stranger.people.owner.cookie,
      await cookieFor(owner.userId, otherSession),
    ];
    for (const cookie of others) {
      expect(await comeBack(back, cookie)).toMatchObject({ status: 302, outcome: "state_foreign" });
    }
    // Nor did they use it up.
    expect(await comeBack(back, owner.cookie)).toMatchObject({ outcome: "connected" });
  });

  test("when nobody is signed in", async () => {
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
    expect(await comeBack(back, undefined)).toMatchObject({ status: 302, outcome: "signed_out" });
  });

  test("when the person may no longer connect", async () => {
    const { accountant } = firm.people;
    const back = await consentAtSandbox(await startAs(accountant, null), { realmId: newRealm() });
    await asSystem((sql) =>
      sql.query("UPDATE memberships SET role = 'viewer' WHERE id = $1", [accountant.membershipId]),
    );
    expect(await comeBack(back, accountant.cookie)).toMatchObject({ outcome: "not_allowed" });
  });

  test("when code or realm are missing or nonsense", async () => {
    for (const change of [
      (url: URL) => url.searchParams.delete("code"),
      (url: URL) => url.searchParams.delete("realmId"),
      (url: URL) => url.searchParams.set("realmId", "12; drop table"),
    ]) {
      const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
      change(back);
      expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({ outcome: "incomplete" });
    }
  });

  test("when Intuit refuses the code, or fails while it is exchanged", async () => {
    const faults = [
      { effect: "oauth", code: "invalid_grant", status: 400 },
      { effect: "gateway", status: 503 },
      { effect: "reset" },
      { effect: "malformed" },
    ] as const;
    for (const fault of faults) {
      const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: newRealm() });
      sandbox.sandbox.faults.add({
        path: "/tokens/bearer",
        skip: 0,
        probability: 1,
        seed: 1,
        when: "before",
        ...fault,
      });
      expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({
        status: 302,
        outcome: "exchange_failed",
      });
      sandbox.sandbox.faults.remove();
    }
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when the realm in the address is not the one that the code is for", async () => {
    const [theirs, others] = [newRealm(), newRealm()];
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId: theirs });
    back.searchParams.set("realmId", others);
    expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({ outcome: "realm_mismatch" });
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when the company cannot be read; the unused grant is given back", async () => {
    const realmId = newRealm();
    const back = await consentAtSandbox(await startAs(firm.people.owner, null), { realmId });
    sandbox.sandbox.faults.add({
      realmId,
      effect: "gateway",
      status: 503,
      skip: 0,
      probability: 1,
      seed: 1,
      when: "before",
    });
    expect(await comeBack(back, firm.people.owner.cookie)).toMatchObject({ outcome: "company_unreadable" });
    expect(sandbox.sandbox.grants.live(realmId)).toEqual([]);
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when another firm has connected the realm: its grant goes on working", async () => {
    const other = await createFirm();
    const realmId = newRealm();
    const theirs = await connectCompany(other.people.owner, realmId);
    expect(await connectAs(firm.people.owner, { realmId })).toMatchObject({
      status: 302,
      outcome: "realm_taken_elsewhere",
    });
    expect(await grantStands(theirs)).toBe(true);
    expect(await companiesOfFirm()).toBe(0);
  });

  test("when another company of the firm has it", async () => {
    const realmId = newRealm();
    const first = await connectCompany(firm.people.owner, realmId);
    const second = await createCompany(firm.id);
    expect(await connectAs(firm.people.owner, { realmId }, second)).toMatchObject({
      outcome: "realm_taken_here",
    });
    expect(await grantStands(first)).toBe(true);
    expect(await findStoredConnection(second)).toBeNull();
  });

  test("when it is connected already and somebody connects it as a new one", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    expect(await connectAs(firm.people.owner, { realmId })).toMatchObject({ outcome: "already_connected" });
    expect(await grantStands(company)).toBe(true);
  });

  test("when another company is chosen than the one being reconnected", async () => {
    const company = await connectCompany(firm.people.owner, newRealm());
    const before = await findStoredConnection(company);
    expect(await connectAs(firm.people.owner, { realmId: newRealm() }, company)).toMatchObject({
      outcome: "realm_differs",
    });
    expect(await findStoredConnection(company)).toEqual(before);
    expect(await grantStands(company)).toBe(true);
  });

  test("when two firms connect one realm at the same moment: one gets it", async () => {
    const other = await createFirm();
    const realmId = newRealm();
    // Each is sent back by Intuit before either has finished.
    const backs = await Promise.all(
      [firm, other].map(async (each) =>
        consentAtSandbox(await startAs(each.people.owner, null), { realmId }),
      ),
    );
    const callbackResults = await Promise.all(
      backs.map((back, index) => comeBack(back, (index === 0 ? firm : other).people.owner.cookie)),
    );
    expect(callbackResults.filter((callbackResult) => callbackResult.outcome === "connected")).toHaveLength(
      1,
    );
  });

  test("again and again, by two firms and by two people of one: whoever got it keeps a grant that works", async () => {
    const other = await createFirm();
    const pairs = [
      [firm.people.owner, other.people.owner],
      [firm.people.owner, firm.people.admin],
    ] as const;
    for (let round = 0; round < (isEverything ? 50 : 16); round += 1) {
      const people = pairs[round % 2] ?? pairs[0];
      const realmId = newRealm();
      const backs = await Promise.all(
        people.map(async (person) => consentAtSandbox(await startAs(person, null), { realmId })),
      );
      const callbackResults = await Promise.all(
        backs.map((back, index) => comeBack(back, people[index]?.cookie)),
      );
      const connected = callbackResults.filter((callbackResult) => callbackResult.outcome === "connected");
      expect(connected, `round ${round}: ${JSON.stringify(callbackResults)}`).toHaveLength(1);
      const company = connected[0]?.company;
      if (!company) throw new Error("a connected company has an id");
      expect(await grantStands(company), `round ${round}`).toBe(true);
      expect(sandbox.sandbox.grants.live(realmId)).toHaveLength(1);
    }
  });

  test("when somebody holds the realm and dies: the next one is let in once the claim has run out", async () => {
    const realmId = newRealm();
    const hash = await hashRealm(parseRealmId(realmId));
    await withoutTenant((sql) =>
      sql.query(
        `INSERT INTO quickbooks_realm_claims VALUES ('sandbox', $1, gen_random_uuid(), now() + interval '2 seconds')`,
        [hash],
      ),
    );
    expect(await connectAs(firm.people.owner, { realmId })).toMatchObject({ outcome: "connected" });
  });

  test.each(["needs_reconnect", "revoked"])(
    "of another firm whose connection is %s: it has given the realm up, and keeps its books",
    async (state) => {
      const other = await createFirm();
      const realmId = newRealm();
      const theirs = await connectCompany(other.people.owner, realmId);
      sandbox.sandbox.grants.revokeRealm(realmId);
      await asSystem((sql) =>
        sql.query(`UPDATE quickbooks_connections SET state = $2 WHERE company_id = $1`, [theirs, state]),
      );
      const callbackResult = await connectAs(firm.people.owner, { realmId });
      expect(callbackResult).toMatchObject({ outcome: "connected" });
      if (!callbackResult.company) throw new Error("a connected company has an id");
      expect(await grantStands(callbackResult.company)).toBe(true);
      expect(await findStoredConnection(theirs)).toMatchObject({ state: "disconnected" });
      // The firm that gave it up does not get it back while it is connected here.
      expect(await connectAs(other.people.owner, { realmId }, theirs)).toMatchObject({
        outcome: "realm_taken_elsewhere",
      });
    },
  );
});

describe("reconnecting", () => {
  test("keeps the company and its books, and catches up from where they stand", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    await asSystem(async (sql) => {
      await sql.query("UPDATE quickbooks_syncs SET state = 'succeeded' WHERE company_id = $1", [company]);
      await sql.query("UPDATE companies SET changes_cursor_at = now() WHERE id = $1", [company]);
      await sql.query("UPDATE quickbooks_connections SET state = 'needs_reconnect' WHERE company_id = $1", [
        company,
      ]);
    });
    expect(await connectAs(firm.people.owner, { realmId }, company)).toMatchObject({
      outcome: "reconnected",
      company,
    });
    expect(await findStoredConnection(company)).toMatchObject({ state: "connected", generation: 2 });
    expect(await grantStands(company)).toBe(true);
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT kind, trigger FROM quickbooks_syncs WHERE company_id = $1 AND state = 'queued'", [
        company,
      ]),
    );
    expect(rows).toEqual([{ kind: "incremental", trigger: "connect" }]);
  });

  test("finds the company by its realm when somebody connects it as a new one", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    await asSystem((sql) =>
      sql.query("UPDATE quickbooks_connections SET state = 'revoked' WHERE company_id = $1", [company]),
    );
    expect(await connectAs(firm.people.owner, { realmId })).toMatchObject({
      outcome: "reconnected",
      company,
    });
  });

  test("works while the company's data cannot be read: the new grant is not lost", async () => {
    const realmId = newRealm();
    const company = await connectCompany(firm.people.owner, realmId);
    sandbox.sandbox.faults.add({
      realmId,
      effect: "gateway",
      status: 503,
      skip: 0,
      probability: 1,
      seed: 1,
      when: "before",
    });
    expect(await connectAs(firm.people.owner, { realmId }, company)).toMatchObject({
      outcome: "reconnected",
    });
    expect(await grantStands(company)).toBe(true);
  });
});
