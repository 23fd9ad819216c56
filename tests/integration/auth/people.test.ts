import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { GET as listPeople, POST as addPerson } from "#app/api/people/route.ts";
import { PATCH as changePerson } from "#app/api/people/[membershipId]/route.ts";
import { POST as redeem } from "#app/api/invitations/accept/route.ts";
import { POST as accept } from "#app/api/me/invitations/[invitationId]/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { canSeeCompany } from "#lib/auth/people/company-access.ts";
import type { Role } from "#lib/core/role.ts";
import { companiesVisibleTo, companyVisibleSql } from "#lib/auth/visible-companies.ts";
import { people as peopleContract, personAdded } from "#lib/contracts/people.ts";
import { withTenant, asSystem, tenantModels } from "#lib/db/scope.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { tokensMailedTo } from "#tests/support/links-in-mail.ts";
import { startMailReceiver, type MailReceiver } from "#tests/support/mail-receiver.ts";
import { NextAuthBrowser } from "#tests/support/next-auth-browser.ts";
import {
  addMember,
  createCompany,
  createFirm,
  everyonesPassword,
  type Firm,
  type SignedInPerson,
} from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let mail: MailReceiver;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await startMailReceiver();
  setTestEnvironment({ databaseUrl: database.url, more: { SMTP_URL: mail.url } });
});

beforeEach(async () => {
  firm = await createFirm();
});

afterAll(async () => {
  await mail.stop();
  await database.drop();
});

const change = (by: SignedInPerson, membershipId: string, body: object): Promise<RouteAnswer> =>
  callRoute(changePerson, "PATCH", { cookie: by.cookie, params: { membershipId }, body });

const add = (by: SignedInPerson, body: object): Promise<RouteAnswer> =>
  callRoute(addPerson, "POST", { cookie: by.cookie, body });

async function auditActions(): Promise<readonly string[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ action: string }>("SELECT action FROM audit_events WHERE organization_id = $1 ORDER BY at", [
      firm.id,
    ]),
  );
  return rows.map((row) => row.action);
}

describe("adding a person", () => {
  test("invites them to choose a password, sign in with it, and accept", async () => {
    const company = await createCompany(firm.id);
    const email = `new-${firm.id.slice(0, 8)}@firm.example`;
    const answer = await add(firm.people.admin, {
      email: email.toUpperCase(),
      name: "New Person",
      role: "accountant",
      companyIds: [company],
    });
    expect(answer.status).toBe(201);
    const { membershipId, mail: outcome } = personAdded.parse(answer.json);
    const listed = peopleContract.parse(
      (await callRoute(listPeople, "GET", { cookie: firm.people.owner.cookie })).json,
    ).people;
    expect(listed).toHaveLength(5);
    expect(listed.find((person) => person.membershipId === membershipId)).toMatchObject({
      email,
      role: "accountant",
      disabled: false,
      pending: true,
      companyIds: [company],
    });
    expect(outcome).toBe("sent");
    const chosen = "a sentence of one's own";
    const body = { token: tokensMailedTo(mail, email)[0], password: chosen };
    expect(await callRoute(redeem, "POST", { body })).toMatchObject({ status: 200, json: { email } });
    const browser = new NextAuthBrowser();
    await browser.signIn(email, chosen);
    expect(await callRoute(me, "GET", { cookie: browser.cookie })).toMatchObject({ status: 401 });
    const params = { invitationId: membershipId };
    expect(await callRoute(accept, "POST", { cookie: browser.cookie, params })).toMatchObject({
      status: 204,
    });
    expect(await callRoute(me, "GET", { cookie: browser.cookie })).toMatchObject({ status: 200 });
    expect(await auditActions()).toEqual(expect.arrayContaining(["person.invited", "person.joined"]));
  });

  test("who works for another firm already is invited like anybody else", async () => {
    const other = await createFirm();
    const { email } = other.people.viewer;
    const answer = await add(firm.people.owner, { email, name: "Anything", role: "viewer" });
    expect(answer).toMatchObject({ status: 201, json: { mail: "sent" } });
  });

  test("twice is refused", async () => {
    const { email } = firm.people.viewer;
    expect(await add(firm.people.owner, { email, name: "Again", role: "admin" })).toMatchObject({
      status: 409,
      json: { code: "request.conflict" },
    });
  });

  test("with another firm's company is refused and adds nobody", async () => {
    const company = await createCompany((await createFirm()).id);
    const body = {
      email: `x-${company.slice(0, 8)}@firm.example`,
      name: "X",
      role: "viewer",
      companyIds: [company],
    };
    expect(await add(firm.people.owner, body)).toMatchObject({ status: 404 });
    const { rowCount } = await asSystem((sql) =>
      sql.query("SELECT FROM membership_invitations WHERE email = $1", [body.email]),
    );
    expect(rowCount).toBe(0);
  });

  test("as an owner is for owners", async () => {
    const body = { email: `o-${firm.id.slice(0, 8)}@firm.example`, name: "O", role: "owner" };
    expect(await add(firm.people.admin, body)).toMatchObject({ status: 403 });
    expect(await add(firm.people.owner, body)).toMatchObject({ status: 201 });
  });
});

describe("changing a person", () => {
  test("holds at once: role, companies, disabling", async () => {
    const { owner, accountant } = firm.people;
    const company = await createCompany(firm.id);
    expect(await canSeeCompany(await accountant.actor(), company)).toBe(false);
    await change(owner, accountant.membershipId, { companyIds: [company] });
    expect(await canSeeCompany(await accountant.actor(), company)).toBe(true);
    await change(owner, accountant.membershipId, { role: "viewer" });
    expect((await accountant.actor()).role).toBe("viewer");
    await change(owner, accountant.membershipId, { disabled: true });
    expect(await callRoute(me, "GET", { cookie: accountant.cookie })).toMatchObject({ status: 401 });
    // Coming back does not bring the old session back.
    await change(owner, accountant.membershipId, { disabled: false });
    expect(await callRoute(me, "GET", { cookie: accountant.cookie })).toMatchObject({ status: 401 });
    expect(await auditActions()).toEqual([
      "person.access_changed",
      "person.role_changed",
      "person.disabled",
      "person.enabled",
    ]);
  });

  test("never leaves a firm without an owner", async () => {
    const { owner } = firm.people;
    for (const body of [{ role: "admin" }, { disabled: true }]) {
      expect(await change(owner, owner.membershipId, body)).toMatchObject({
        status: 409,
        json: { code: "request.conflict" },
      });
    }
    const second = await addMember(firm.id, "owner");
    expect(await change(owner, owner.membershipId, { role: "admin" })).toMatchObject({ status: 200 });
    expect(await change(second, second.membershipId, { disabled: true })).toMatchObject({ status: 409 });
  });

  test("keeps an owner also when two owners demote each other at the same moment", async () => {
    const { owner } = firm.people;
    const second = await addMember(firm.id, "owner");
    const answers = await Promise.all([
      change(owner, second.membershipId, { role: "viewer" }),
      change(second, owner.membershipId, { role: "viewer" }),
    ]);
    // The second is refused because no owner would be left, or because the first has already taken effect.
    const [done, rejected] = answers.map((answer) => answer.status).sort();
    expect(done).toBe(200);
    expect([403, 409]).toContain(rejected);
  });

  test("who is an owner is for owners, and admins cannot make themselves one", async () => {
    const { admin, owner } = firm.people;
    expect(await change(admin, owner.membershipId, { disabled: true })).toMatchObject({ status: 403 });
    expect(await change(admin, admin.membershipId, { role: "owner" })).toMatchObject({ status: 403 });
    expect(await change(admin, owner.membershipId, { resetPassword: true })).toMatchObject({ status: 403 });
  });

  test("who forgot the password is mailed a link, and the old one works until it is used", async () => {
    const { admin, viewer } = firm.people;
    const answer = await change(admin, viewer.membershipId, { resetPassword: true });
    expect(answer).toMatchObject({ status: 200, json: { mail: "sent" } });
    const [token = ""] = tokensMailedTo(mail, viewer.email);
    expect(answer.text).not.toContain(token);
    expect(await callRoute(me, "GET", { cookie: viewer.cookie })).toMatchObject({ status: 200 });
    const old = new NextAuthBrowser();
    await old.signIn(viewer.email, everyonesPassword);
    expect(await callRoute(me, "GET", { cookie: old.cookie })).toMatchObject({ status: 200 });
    const body = { token, password: "another sentence" };
    expect(await callRoute(redeem, "POST", { body })).toMatchObject({ status: 200 });
    for (const cookie of [viewer.cookie, old.cookie]) {
      expect(await callRoute(me, "GET", { cookie })).toMatchObject({ status: 401 });
    }
    const browser = new NextAuthBrowser();
    await browser.signIn(viewer.email, "another sentence");
    expect(await callRoute(me, "GET", { cookie: browser.cookie })).toMatchObject({ status: 200 });
  });
});

test("the two conditions for visible companies agree, for every role", async () => {
  const [first, second] = [await createCompany(firm.id), await createCompany(firm.id)];
  await asSystem(async (sql) => {
    for (const role of ["accountant", "viewer"] as const) {
      await sql.query(
        "INSERT INTO company_access (organization_id, membership_id, company_id) VALUES ($1, $2, $3)",
        [firm.id, firm.people[role].membershipId, first],
      );
    }
  });
  const expected: Record<Role, readonly string[]> = {
    owner: [first, second],
    admin: [first, second],
    accountant: [first],
    viewer: [first],
  };
  for (const person of Object.values(firm.people)) {
    const actor = await person.actor();
    const byModel = await tenantModels(firm.id, (models) =>
      models.company.findMany({ where: companiesVisibleTo(actor), select: { id: true } }),
    );
    const bySql = await withTenant(firm.id, (sql) =>
      sql.query<{ id: string }>(`SELECT c.id FROM companies c WHERE ${companyVisibleSql(actor, "c.id")}`),
    );
    const wanted = [...expected[person.role]].sort();
    expect(byModel.map((row) => row.id).sort(), person.role).toEqual(wanted);
    expect(bySql.rows.map((row) => row.id).sort(), person.role).toEqual(wanted);
  }
});
