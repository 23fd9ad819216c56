// The link that proves a mailbox: to whom it goes, how often and how long it works, and what it is good for.

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { POST as redeem } from "#app/api/invitations/accept/route.ts";
import { POST as open } from "#app/api/invitations/route.ts";
import { POST as askForLink } from "#app/api/password-links/route.ts";
import { DELETE as removePerson, PATCH as changePerson } from "#app/api/people/[membershipId]/route.ts";
import { POST as addPerson } from "#app/api/people/route.ts";
import { createFirm as createFirmByCommand } from "#lib/auth/people/create-firm.ts";
import { printAccountLink } from "#lib/auth/passwords/print-account-link.ts";
import { personAdded } from "#lib/contracts/people.ts";
import { asSystem } from "#lib/db/scope.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { tokensMailedTo } from "#tests/support/links-in-mail.ts";
import { startMailReceiver, type MailReceiver } from "#tests/support/mail-receiver.ts";
import { NextAuthBrowser } from "#tests/support/next-auth-browser.ts";
import { createFirm, everyonesPassword, type Firm } from "#tests/support/people-of-a-firm.ts";
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
  firm = await createFirm("Ledger & Daughters");
  mail.mails.length = 0;
  mail.rejecting = false;
  await asSystem((sql) => sql.query("DELETE FROM rate_limits"));
});

afterAll(async () => {
  await mail.stop();
  await database.drop();
});

let numberOfPeople = 0;

async function invite() {
  numberOfPeople += 1;
  const email = `new-${numberOfPeople}@firm.example`;
  const body = { email, name: "New Person", role: "viewer" };
  const answer = await callRoute(addPerson, "POST", { cookie: firm.people.owner.cookie, body });
  const { membershipId, mail: outcome } = personAdded.parse(answer.json);
  return { email, membershipId, outcome, answer, token: tokensMailedTo(mail, email)[0] ?? "" };
}

const redeemWith = (token: string, password = "a sentence of one's own"): Promise<RouteAnswer> =>
  callRoute(redeem, "POST", { body: { token, password } });

const lookAt = (token: string): Promise<RouteAnswer> => callRoute(open, "POST", { body: { token } });

const ofMember = (membershipId: string, body: object): Promise<RouteAnswer> =>
  callRoute(changePerson, "PATCH", { cookie: firm.people.owner.cookie, params: { membershipId }, body });

test("the link goes to the mailbox alone, and is in no answer to whoever invites", async () => {
  const { email, outcome, token, answer } = await invite();
  expect(outcome).toBe("sent");
  expect(mail.mails.map(({ to }) => to)).toEqual([[email]]);
  expect(token).toHaveLength(43);
  expect(answer.text).not.toContain(token);
  expect(await lookAt(token)).toMatchObject({
    status: 200,
    json: { kind: "new_account", email, name: "New Person", firms: ["Ledger & Daughters"] },
  });
});

test("a mail server that does not take it is reported, and no link is shown instead", async () => {
  mail.rejecting = true;
  const { email, membershipId, outcome, answer } = await invite();
  expect(outcome).toBe("failed");
  expect(answer.text).not.toContain("#");
  mail.rejecting = false;
  expect(await ofMember(membershipId, { resetPassword: true })).toMatchObject({ json: { mail: "sent" } });
  expect(await redeemWith(tokensMailedTo(mail, email)[0] ?? "")).toMatchObject({ status: 200 });
});

test("a link works once, also when it is used twice at the same moment", async () => {
  const { token, email } = await invite();
  const answers = await Promise.all([redeemWith(token), redeemWith(token, "another sentence")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(await redeemWith(token)).toMatchObject({ status: 404 });
  expect((await lookAt(token)).json["detail"]).toContain("does not work any more");
  const chosen = answers[0].status === 200 ? "a sentence of one's own" : "another sentence";
  expect((await new NextAuthBrowser().signIn(email, chosen)).location).not.toContain("error");
});

test("of two links to one mailbox that are used at the same moment, one makes the account", async () => {
  const { token, email } = await invite();
  const other = await createFirm("Second Firm");
  const body = { email, name: "Same", role: "viewer" };
  await callRoute(addPerson, "POST", { cookie: other.people.owner.cookie, body });
  const [second = ""] = tokensMailedTo(mail, email);
  expect(second).not.toBe(token);
  const answers = await Promise.all([redeemWith(token), redeemWith(second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
});

test("looking at a link, as mail programs do, does not use it up, and neither does a poor password", async () => {
  const { token } = await invite();
  await lookAt(token);
  expect(await redeemWith(token, "short")).toMatchObject({ status: 400, json: { code: "request.invalid" } });
  expect(await redeemWith(token)).toMatchObject({ status: 200 });
});

test("a link ends with its time, with a newer one of the same invitation, and with the invitation", async () => {
  const [late, replaced, withdrawn] = [await invite(), await invite(), await invite()];
  await asSystem((sql) =>
    sql.query("UPDATE account_links SET expires_at = now() WHERE email = $1", [late.email]),
  );
  await ofMember(replaced.membershipId, { resetPassword: true });
  await callRoute(removePerson, "DELETE", {
    cookie: firm.people.owner.cookie,
    params: { membershipId: withdrawn.membershipId },
  });
  for (const { token } of [late, replaced, withdrawn]) {
    expect(await lookAt(token)).toMatchObject({ status: 404 });
    expect(await redeemWith(token)).toMatchObject({ status: 404 });
  }
  const [newer = ""] = tokensMailedTo(mail, replaced.email);
  expect(await redeemWith(newer)).toMatchObject({ status: 200 });
});

test("what is stored of a link opens nothing", async () => {
  const { token } = await invite();
  const { rows } = await asSystem((sql) => sql.query<Record<string, unknown>>("SELECT * FROM account_links"));
  expect(JSON.stringify(rows)).not.toContain(token);
  for (const row of rows) expect(await lookAt(String(row["token_hash"]))).toMatchObject({ status: 404 });
});

test("an invitation's link changes nothing about an account that is there", async () => {
  const other = await createFirm("Where they work");
  const { email } = other.people.owner;
  const body = { email, name: "Anything", role: "viewer" };
  await callRoute(addPerson, "POST", { cookie: firm.people.owner.cookie, body });
  const [token = ""] = tokensMailedTo(mail, email);
  expect(await lookAt(token)).toMatchObject({ status: 200, json: { kind: "has_account" } });
  expect(await redeemWith(token, "a stolen password")).toMatchObject({ status: 409 });
  expect((await new NextAuthBrowser().signIn(email, everyonesPassword)).location).not.toContain("error");
});

test("asking for a new password says the same about everybody, and mails only who is there", async () => {
  const { email } = firm.people.viewer;
  const invited = await invite();
  mail.mails.length = 0;
  const ask = (of: string) => callRoute(askForLink, "POST", { body: { email: of } });
  const answers = [await ask(email), await ask("nobody@firm.example"), await ask(invited.email)];
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(["204 "]));
  await eventually("both mails", () => mail.mails.length === 2);
  expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual([email, invited.email].sort());
  const [token = ""] = tokensMailedTo(mail, email);
  expect(await redeemWith(token, "a new sentence")).toMatchObject({ status: 200, json: { email } });
  expect((await new NextAuthBrowser().signIn(email, "a new sentence")).location).not.toContain("error");
  expect((await new NextAuthBrowser().signIn(email, everyonesPassword)).location).toContain("error");
});

test("asking again and again is refused, for a mailbox that is there as for one that is not", async () => {
  for (const email of [firm.people.viewer.email, "nobody@firm.example"]) {
    const statuses: number[] = [];
    for (let times = 0; times < 6; times += 1) {
      statuses.push((await callRoute(askForLink, "POST", { body: { email } })).status);
    }
    expect(statuses, email).toEqual([204, 204, 204, 204, 204, 429]);
  }
});

test("whoever runs the installation can print a link, and makes a firm whose owner is invited", async () => {
  const email = `owner-${firm.id.slice(0, 8)}@new.example`;
  expect(await printAccountLink(email)).toBeNull();
  const { link } = await createFirmByCommand({ name: "New Firm", owner: { name: "Nia New", email } });
  const printed = await printAccountLink(email);
  for (const made of [link, printed]) {
    const token = made?.link.split("#")[1] ?? "";
    expect(await lookAt(token)).toMatchObject({ json: { kind: "new_account", firms: ["New Firm"] } });
  }
  expect(await redeemWith(printed?.link.split("#")[1] ?? "")).toMatchObject({ status: 200 });
  expect(await printAccountLink(email)).toMatchObject({ purpose: "password" });
  // A mail that an earlier test asked for may still arrive.
  expect(mail.mails.filter((one) => one.to.includes(email))).toEqual([]);
});
