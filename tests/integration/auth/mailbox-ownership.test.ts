// An account belongs to whoever proves its mailbox: what a firm that invites, resets or removes somebody
// can find out and bring about, and what it cannot.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { POST as redeem } from "#app/api/invitations/accept/route.ts";
import { DELETE as decline, POST as accept } from "#app/api/me/invitations/[invitationId]/route.ts";
import { GET as listMine } from "#app/api/me/invitations/route.ts";
import { POST as switchFirm } from "#app/api/me/firm/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { DELETE as removePerson, PATCH as changePerson } from "#app/api/people/[membershipId]/route.ts";
import { GET as listPeople, POST as addPerson } from "#app/api/people/route.ts";
import { listMyFirms } from "#lib/auth/people/firms.ts";
import { myInvitations } from "#lib/contracts/me.ts";
import { people, personAdded, type Person } from "#lib/contracts/people.ts";
import { asSystem } from "#lib/db/scope.ts";
import { isForMembers } from "#lib/http/access.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { walkRoutes } from "#tests/support/declared-access.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { tokensMailedTo } from "#tests/support/links-in-mail.ts";
import { startMailReceiver, type MailReceiver } from "#tests/support/mail-receiver.ts";
import { NextAuthBrowser } from "#tests/support/next-auth-browser.ts";
import { createCompany, createFirm, everyonesPassword, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let mail: MailReceiver;
let [ours, theirs] = [{} as Firm, {} as Firm];

beforeAll(async () => {
  database = await createTestDatabase();
  mail = await startMailReceiver();
  setTestEnvironment({ databaseUrl: database.url, more: { SMTP_URL: mail.url } });
});

beforeEach(async () => {
  [ours, theirs] = [await createFirm("Ours"), await createFirm("Theirs")];
  mail.mails.length = 0;
  await asSystem((sql) => sql.query("DELETE FROM rate_limits"));
});

afterAll(async () => {
  await mail.stop();
  await database.drop();
});

const password = "a sentence of one's own";
let numberOfStrangers = 0;
const stranger = (): string => `stranger-${(numberOfStrangers += 1)}@nowhere.example`;

async function invite(firm: Firm, email: string, more: object = {}) {
  const body = { email, name: "As they typed it", role: "viewer", ...more };
  const answer = await callRoute(addPerson, "POST", { cookie: firm.people.owner.cookie, body });
  expect(answer.status, answer.text).toBe(201);
  return { answer, membershipId: personAdded.parse(answer.json).membershipId };
}

const ofMember = (firm: Firm, membershipId: string, body: object): Promise<RouteAnswer> =>
  callRoute(changePerson, "PATCH", { cookie: firm.people.owner.cookie, params: { membershipId }, body });

const remove = (firm: Firm, membershipId: string): Promise<RouteAnswer> =>
  callRoute(removePerson, "DELETE", { cookie: firm.people.owner.cookie, params: { membershipId } });

const redeemWith = (token: string): Promise<RouteAnswer> =>
  callRoute(redeem, "POST", { body: { token, name: "Their own name", password } });

const peopleOf = async (firm: Firm): Promise<readonly Person[]> =>
  people.parse((await callRoute(listPeople, "GET", { cookie: firm.people.owner.cookie })).json).people;

const whoAmI = (browser: NextAuthBrowser): Promise<RouteAnswer> =>
  callRoute(me, "GET", { cookie: browser.cookie });

async function signedIn(email: string, with_ = everyonesPassword): Promise<NextAuthBrowser> {
  const browser = new NextAuthBrowser();
  expect((await browser.signIn(email, with_)).location).not.toContain("error");
  return browser;
}

const waitingFor = async (browser: NextAuthBrowser) =>
  myInvitations.parse((await callRoute(listMine, "GET", { cookie: browser.cookie })).json).invitations;

const answer = (handler: typeof accept, browser: NextAuthBrowser, invitationId: string) =>
  callRoute(handler, "POST", { cookie: browser.cookie, params: { invitationId } });

describe("inviting somebody else's address", () => {
  test("of another firm's owner takes nothing over: no link, no password, no name, no sign-in", async () => {
    const victim = theirs.people.owner;
    const { answer: invited, membershipId } = await invite(ours, victim.email);
    const reset = await ofMember(ours, membershipId, { resetPassword: true });
    const listed = (await peopleOf(ours)).find((person) => person.membershipId === membershipId);
    const tokens = tokensMailedTo(mail, victim.email);
    expect(tokens).toHaveLength(2);
    for (const token of tokens) expect(invited.text + reset.text).not.toContain(token);
    expect(listed).toMatchObject({ name: "As they typed it", pending: true, lastSeenAt: null });
    // Even who reads the mail cannot use an invitation to replace the owner's password.
    for (const token of tokens) expect((await redeemWith(token)).status).not.toBe(200);
    expect(await whoAmI(await signedIn(victim.email))).toMatchObject({
      json: { organizationName: "Theirs", role: "owner" },
    });
    expect(await callRoute(me, "GET", { cookie: victim.cookie })).toMatchObject({ status: 200 });
    // And the invited person is never moved by it.
    expect((await listMyFirms(await victim.actor())).map(({ name }) => name)).toEqual(["Theirs"]);
  });

  test("before the other firm does gives no hold on the account that is made there later", async () => {
    const email = stranger();
    const { membershipId } = await invite(ours, email);
    await invite(theirs, email, { role: "admin" });
    const [token = ""] = tokensMailedTo(mail, email);
    await redeemWith(token);
    const browser = await signedIn(email, password);
    const invitations = await waitingFor(browser);
    expect(invitations.map(({ organizationName }) => organizationName)).toEqual(["Ours", "Theirs"]);
    const fromTheirs = invitations.find(({ organizationName }) => organizationName === "Theirs");
    expect(await answer(accept, browser, fromTheirs?.id ?? "")).toMatchObject({ status: 204 });
    expect(await whoAmI(browser)).toMatchObject({ json: { organizationName: "Theirs", role: "admin" } });
    // The first firm still knows what it typed, and its reset reaches only the mailbox, as an invitation.
    expect((await peopleOf(ours)).find((person) => person.membershipId === membershipId)).toMatchObject({
      name: "As they typed it",
      pending: true,
      lastSeenAt: null,
    });
    mail.mails.length = 0;
    expect(await ofMember(ours, membershipId, { resetPassword: true })).toMatchObject({ status: 200 });
    const [again = ""] = tokensMailedTo(mail, email);
    expect(await redeemWith(again)).toMatchObject({ status: 409 });
    expect(await remove(ours, membershipId)).toMatchObject({ status: 204 });
    expect(await whoAmI(browser)).toMatchObject({ json: { organizationName: "Theirs" } });
  });

  test("answers and lists the same whether or not there is an account, to the byte", async () => {
    const known = theirs.people.accountant.email;
    const unknown = known.replace("accountant-", "accountanx-");
    const seen: string[] = [];
    for (const email of [known, unknown]) {
      const { answer: invited, membershipId } = await invite(ours, email);
      const again = await ofMember(ours, membershipId, { resetPassword: true });
      const changed = await ofMember(ours, membershipId, { role: "accountant" });
      const row = (await peopleOf(ours)).find((person) => person.membershipId === membershipId);
      const texts = [invited.text, again.text, changed.text, JSON.stringify(row)];
      const twice = await callRoute(addPerson, "POST", {
        cookie: ours.people.owner.cookie,
        body: { email, name: "Twice", role: "viewer" },
      });
      texts.push(`${twice.status} ${twice.text}`, (await remove(ours, membershipId)).text);
      seen.push(texts.join("\n").replaceAll(membershipId, "ID").replaceAll(email, "EMAIL"));
    }
    expect(seen[0]).toBe(seen[1]);
    const mails = mail.mails.map(({ raw }) => raw.split("\r\n\r\n").slice(1).join("").length);
    expect(new Set(mails).size).toBe(1);
  });
});

describe("a membership that is pending", () => {
  test("gives access to nothing: every route is shut, and the firm is not among theirs", async () => {
    const email = stranger();
    const { membershipId } = await invite(ours, email, { role: "owner" });
    await redeemWith(tokensMailedTo(mail, email)[0] ?? "");
    const browser = await signedIn(email, password);
    const company = await createCompany(ours.id);
    const routes = (await walkRoutes()).filter(({ access }) => access && isForMembers(access));
    expect(routes.length).toBeGreaterThan(15);
    for (const route of routes) {
      const params = { companyId: company, membershipId, syncId: company, alertId: company };
      const { status } = await callRoute(route.handler, route.method, { cookie: browser.cookie, params });
      expect([401, 403, 404], route.name).toContain(status);
    }
    // Somebody of another firm cannot go there before they accept either.
    await invite(ours, theirs.people.viewer.email);
    const { cookie } = theirs.people.viewer;
    const body = { organizationId: ours.id };
    expect(await callRoute(switchFirm, "POST", { cookie, body })).toMatchObject({ status: 404 });
  });

  test("is accepted by its mailbox alone, once, and then has the role and companies that were given", async () => {
    const company = await createCompany(ours.id);
    const email = theirs.people.viewer.email;
    const { membershipId } = await invite(ours, email, { role: "accountant", companyIds: [company] });
    const other = await signedIn(theirs.people.admin.email);
    expect(await waitingFor(other)).toEqual([]);
    expect(await answer(accept, other, membershipId)).toMatchObject({ status: 404 });
    const browser = await signedIn(email);
    const answers = await Promise.all([
      answer(accept, browser, membershipId),
      answer(accept, browser, membershipId),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await whoAmI(browser)).toMatchObject({ json: { organizationName: "Ours", role: "accountant" } });
    expect((await peopleOf(ours)).find((person) => person.membershipId === membershipId)).toMatchObject({
      name: "The viewer",
      pending: false,
      companyIds: [company],
    });
  });

  test("that is declined is gone, and the account as it was", async () => {
    const { email } = theirs.people.viewer;
    const { membershipId } = await invite(ours, email);
    const browser = await signedIn(email);
    const params = { invitationId: membershipId };
    expect(await callRoute(decline, "DELETE", { cookie: browser.cookie, params })).toMatchObject({
      status: 204,
    });
    expect(await peopleOf(ours)).toHaveLength(4);
    expect(await whoAmI(browser)).toMatchObject({ json: { organizationName: "Theirs" } });
  });

  test("does not count as an owner, nor can it be enabled or disabled", async () => {
    const { membershipId } = await invite(ours, stranger(), { role: "owner" });
    expect(await ofMember(ours, ours.people.owner.membershipId, { role: "admin" })).toMatchObject({
      status: 409,
    });
    expect(await remove(ours, ours.people.owner.membershipId)).toMatchObject({ status: 409 });
    expect(await ofMember(ours, membershipId, { disabled: true })).toMatchObject({ status: 409 });
  });
});

describe("a member of two firms", () => {
  let email: string;
  let inOurs: string;

  beforeEach(async () => {
    email = theirs.people.accountant.email;
    inOurs = (await invite(ours, email)).membershipId;
    await answer(accept, await signedIn(email), inOurs);
    mail.mails.length = 0;
  });

  test("is sent a link by a reset, and keeps password, sessions and the other firm's link until they use it", async () => {
    const before = await signedIn(email);
    await ofMember(theirs, theirs.people.accountant.membershipId, { resetPassword: true });
    const [first = ""] = tokensMailedTo(mail, email);
    const reset = await ofMember(ours, inOurs, { resetPassword: true });
    const [second = ""] = tokensMailedTo(mail, email);
    expect(second).not.toBe(first);
    expect(reset.text).not.toContain(second);
    expect(await whoAmI(before)).toMatchObject({ status: 200 });
    await signedIn(email);
    expect(await redeemWith(first)).toMatchObject({ status: 200 });
    expect(await whoAmI(before)).toMatchObject({ status: 401 });
    expect(await redeemWith(second)).toMatchObject({ status: 404 });
    await signedIn(email, password);
  });

  test.each(["disabled", "removed"] as const)("who is %s in one works on in the other", async (how) => {
    const [here, there] = [await signedIn(email), await signedIn(email)];
    await callRoute(switchFirm, "POST", { cookie: here.cookie, body: { organizationId: ours.id } });
    await callRoute(switchFirm, "POST", { cookie: there.cookie, body: { organizationId: theirs.id } });
    const done =
      how === "removed" ? await remove(ours, inOurs) : await ofMember(ours, inOurs, { disabled: true });
    expect(done.status).toBeLessThan(300);
    expect(await whoAmI(here)).toMatchObject({ status: 401 });
    expect(await whoAmI(there)).toMatchObject({ json: { organizationName: "Theirs" } });
    const again = await signedIn(email);
    expect(await whoAmI(again)).toMatchObject({ json: { organizationName: "Theirs" } });
    const body = { organizationId: ours.id };
    expect(await callRoute(switchFirm, "POST", { cookie: again.cookie, body })).toMatchObject({
      status: 404,
    });
  });

  test("is seen by each only as of its own sessions", async () => {
    const row = async (firm: Firm) => (await peopleOf(firm)).find((person) => person.email === email);
    await asSystem((sql) =>
      sql.query(
        `UPDATE user_sessions SET last_seen_at = '2026-01-01' WHERE organization_id = $1
            AND user_id = (SELECT id FROM users WHERE email = $2)`,
        [ours.id, email],
      ),
    );
    expect((await row(ours))?.lastSeenAt).toBe("2026-01-01T00:00:00.000Z");
    expect((await row(theirs))?.lastSeenAt).not.toBe("2026-01-01T00:00:00.000Z");
    const changed = await ofMember(ours, inOurs, { role: "accountant" });
    expect(changed.json).toMatchObject({ person: { lastSeenAt: "2026-01-01T00:00:00.000Z" } });
  });

  test("who was removed comes back only by accepting again, with what was given then", async () => {
    await remove(ours, inOurs);
    expect(await ofMember(ours, inOurs, { disabled: false })).toMatchObject({ status: 404 });
    expect(await peopleOf(ours)).toHaveLength(4);
    const { membershipId } = await invite(ours, email, { role: "admin" });
    const browser = await signedIn(email);
    const body = { organizationId: ours.id };
    expect(await callRoute(switchFirm, "POST", { cookie: browser.cookie, body })).toMatchObject({
      status: 404,
    });
    expect(await answer(accept, browser, membershipId)).toMatchObject({ status: 204 });
    expect(await whoAmI(browser)).toMatchObject({ json: { organizationName: "Ours", role: "admin" } });
  });
});

test("every step is written down, for the firm only what is the firm's", async () => {
  const email = stranger();
  const { membershipId } = await invite(ours, email);
  await redeemWith(tokensMailedTo(mail, email)[0] ?? "");
  const browser = await signedIn(email, password);
  await answer(accept, browser, membershipId);
  await ofMember(ours, membershipId, { resetPassword: true });
  await redeemWith(tokensMailedTo(mail, email)[0] ?? "");
  await remove(ours, membershipId);
  const written = await asSystem(async (sql) => {
    const firm = await sql.query<{ action: string }>(
      "SELECT action FROM audit_events WHERE organization_id = $1 ORDER BY at",
      [ours.id],
    );
    const account = await sql.query<{ action: string }>(
      "SELECT action FROM account_events WHERE email = $1 ORDER BY at",
      [email],
    );
    return { firm: firm.rows.map((row) => row.action), account: account.rows.map((row) => row.action) };
  });
  expect(written.firm).toEqual([
    "person.invited",
    "person.joined",
    "password.link_sent",
    "password.set_by_link",
    "person.removed",
  ]);
  expect(written.account).toEqual([
    "invitation.link_sent",
    "account.created",
    "membership.accepted",
    "password.link_sent",
    "password.set_by_link",
  ]);
});
