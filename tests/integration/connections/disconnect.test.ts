import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { GET as reconnectPage } from "#app/quickbooks/reconnect/route.ts";
import { POST as disconnectRoute } from "#app/api/quickbooks/disconnect/route.ts";
import { GET as status } from "#app/api/quickbooks/status/[companyId]/route.ts";
import { accessTokenFor } from "#lib/connections/refresh/access-token.ts";
import { noteDisconnectedAtIntuit } from "#lib/connections/state/disconnect-callback.ts";
import { revokePending } from "#lib/connections/state/pending-revocation.ts";
import { verifyGrant } from "#lib/connections/connect/verify-grant.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { connectAs, connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let firm: Firm;
let company: CompanyId;
let realmId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});

beforeEach(async () => {
  sandbox.sandbox.faults.remove();
  firm = await createFirm();
  realmId = sandbox.sandbox.registry.create({ size: "small", seed: 3 }).company.realmId;
  company = await connectCompany(firm.people.owner, realmId);
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

const liveGrants = () => sandbox.sandbox.grants.live(realmId).length;

async function pendingRevocations(): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query("SELECT FROM quickbooks_pending_revocations WHERE company_id = $1", [company]),
  );
  return rowCount ?? 0;
}

const disconnect = () =>
  callRoute(disconnectRoute, "POST", { cookie: firm.people.owner.cookie, body: { companyId: company } });

describe("disconnecting", () => {
  test("revokes at Intuit, forgets the tokens and keeps the books", async () => {
    await asSystem((sql) =>
      sql.query(
        `INSERT INTO entities (organization_id, company_id, kind, source_id, name, source, content_hash, edit_hash,
                               sync_token, source_updated_at)
         VALUES ($1, $2, 'customer', '1', 'Kept', '{}', '', '', 0, now())`,
        [firm.id, company],
      ),
    );
    const answer = await disconnect();
    expect(answer).toMatchObject({ status: 200, json: { revoked: true } });
    expect(liveGrants()).toBe(0);
    expect(await findStoredConnection(company)).toMatchObject({ state: "disconnected", generation: null });
    expect(await pendingRevocations()).toBe(0);
    await expect(accessTokenFor(company)).rejects.toMatchObject({ code: "connection.missing" });
    const kept = await asSystem((sql) =>
      sql.query("SELECT name FROM entities WHERE company_id = $1", [company]),
    );
    expect(kept.rows).toEqual([{ name: "Kept" }]);
    const seen = await callRoute(status, "GET", {
      cookie: firm.people.owner.cookie,
      params: { companyId: company },
    });
    expect(seen.json).toMatchObject({
      state: "disconnected",
      connected: false,
      nextStep: { kind: "connect" },
    });
  });

  test("twice says that there is nothing to disconnect", async () => {
    await disconnect();
    expect(await disconnect()).toMatchObject({ status: 409, json: { code: "connection.missing" } });
  });

  test("while Intuit is away disconnects here, says so, and tells Intuit later", async () => {
    sandbox.sandbox.faults.add({
      path: "/tokens/revoke",
      effect: "gateway",
      status: 503,
      skip: 0,
      times: 1,
      probability: 1,
      seed: 1,
      when: "before",
    });
    const answer = await disconnect();
    expect(answer).toMatchObject({ status: 200, json: { revoked: false } });
    expect(answer.json["message"]).toContain("Intuit could not be reached yet");
    expect(await findStoredConnection(company)).toMatchObject({ state: "disconnected", generation: null });
    expect(liveGrants()).toBe(1);
    const { rowCount } = await asSystem((sql) =>
      sql.query("SELECT FROM graphile_worker.jobs WHERE key = $1", [`revoke_grant:${company}`]),
    );
    expect(rowCount).toBe(1);

    await revokePending(company);
    expect(liveGrants()).toBe(0);
    expect(await pendingRevocations()).toBe(0);
  });

  test("then connecting again lets the late revocation lapse, which would end the new grant", async () => {
    sandbox.sandbox.faults.add({
      path: "/tokens/revoke",
      effect: "reset",
      skip: 0,
      times: 1,
      probability: 1,
      seed: 1,
      when: "before",
    });
    await disconnect();
    const other = await createFirm();
    expect(await connectAs(other.people.owner, { realmId })).toMatchObject({ outcome: "connected" });
    await revokePending(company);
    expect(liveGrants()).toBe(1);
    expect(await pendingRevocations()).toBe(0);
  });

  test("lets another firm connect the company", async () => {
    await disconnect();
    const other = await createFirm();
    expect(await connectAs(other.people.owner, { realmId })).toMatchObject({ outcome: "connected" });
    expect(await connectAs(firm.people.owner, { realmId }, company)).toMatchObject({
      outcome: "realm_taken_elsewhere",
    });
  });
});

describe("the page that Intuit shows after a disconnection inside QuickBooks", () => {
  const jobs = async (): Promise<number> => {
    const { rowCount } = await asSystem((sql) =>
      sql.query("SELECT FROM graphile_worker.jobs WHERE key = $1", [`verify_connection:${company}`]),
    );
    return rowCount ?? 0;
  };

  const owner = () => firm.people.owner.actor();

  test("changes nothing by being opened, however often; it has the grant looked at once", async () => {
    for (let round = 0; round < 3; round += 1) await noteDisconnectedAtIntuit(await owner(), realmId);
    expect(await findStoredConnection(company)).toMatchObject({ state: "connected", generation: 1 });
    expect(await jobs()).toBe(1);
    // Somebody has only typed the address: the grant stands.
    expect(await verifyGrant(company)).toBe("stands");
    expect(await findStoredConnection(company)).toMatchObject({ state: "connected" });
  });

  test("finds out that access was withdrawn, when it was", async () => {
    sandbox.sandbox.grants.revokeRealm(realmId);
    await noteDisconnectedAtIntuit(await owner(), realmId);
    expect(await verifyGrant(company)).toBe("ended");
    expect(await findStoredConnection(company)).toMatchObject({ state: "revoked" });
    expect(await verifyGrant(company)).toBe("none");
  });

  test("has no grant looked at for somebody of another firm", async () => {
    const other = await createFirm();
    await noteDisconnectedAtIntuit(await other.people.owner.actor(), realmId);
    expect(await jobs()).toBe(0);
  });

  test("does nothing for a realm that is not known, and tires of a person who keeps asking", async () => {
    const actor = await owner();
    await noteDisconnectedAtIntuit(actor, "4620816365000000001");
    expect(await jobs()).toBe(0);
    const flood = Array.from({ length: 25 }, () => noteDisconnectedAtIntuit(actor, realmId));
    const rejected = (await Promise.allSettled(flood)).filter((each) => each.status === "rejected");
    expect(rejected.length).toBeGreaterThan(0);
    await expect(noteDisconnectedAtIntuit(await firm.people.admin.actor(), "1; --")).rejects.toMatchObject({
      code: "request.invalid",
    });
  });
});

describe("the address that Intuit links when a grant nears its end", () => {
  const land = (cookie: string | undefined, realm = realmId) =>
    callRoute(reconnectPage, "GET", { path: `/quickbooks/reconnect?realmId=${realm}`, cookie });

  test("starts the consent for the company behind the realm", async () => {
    const answer = await land(firm.people.owner.cookie);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toContain(`${sandbox.url}/connect/oauth2?`);
  });

  test("asks people to sign in first, and comes back", async () => {
    const answer = await land(undefined);
    expect(answer.headers.get("location")).toBe(
      `http://localhost:3000/sign-in?callbackUrl=${encodeURIComponent(`/quickbooks/reconnect?realmId=${realmId}`)}`,
    );
  });

  test("knows nothing of another firm's companies", async () => {
    const other = await createFirm();
    const answer = await land(other.people.owner.cookie);
    expect(answer.headers.get("location")).toContain("status=error&reason=unknown_company");
    expect((await land(firm.people.viewer.cookie)).headers.get("location")).toContain(
      "status=error&reason=not_allowed",
    );
    expect((await land(firm.people.owner.cookie, "nonsense")).headers.get("location")).toContain(
      "status=error&reason=unknown_company",
    );
  });
});
