import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { POST as accept } from "../../../app/api/invitations/accept/route.ts";
import { POST as open } from "../../../app/api/invitations/route.ts";
import { PATCH as changePerson } from "../../../app/api/people/[membershipId]/route.ts";
import { POST as addPerson } from "../../../app/api/people/route.ts";
import { invitationPath } from "../../../lib/contracts/invitations.ts";
import { personAdded, personChanged } from "../../../lib/contracts/people.ts";
import { asSystem } from "../../../lib/db/scope.ts";
import { callRoute, type RouteAnswer } from "../../support/call-route.ts";
import { setTestEnvironment } from "../../support/environment.ts";
import { startMailReceiver, type MailReceiver } from "../../support/mail-receiver.ts";
import { createFirm, type Firm } from "../../support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";

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
  // The link is then for the admin to pass on, which most of what follows does.
  mail.refusing = true;
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
  const { membershipId, invitation } = personAdded.parse(answer.json);
  return { email, membershipId, invitation, token: tokenIn(invitation?.link) };
}

const tokenIn = (link: string | null | undefined): string => link?.split(`${invitationPath}#`)[1] ?? "";

const acceptWith = (token: string, password = "a sentence of one's own"): Promise<RouteAnswer> =>
  callRoute(accept, "POST", { body: { token, password } });

const lookAt = (token: string): Promise<RouteAnswer> => callRoute(open, "POST", { body: { token } });

const ofMember = (membershipId: string, body: object): Promise<RouteAnswer> =>
  callRoute(changePerson, "PATCH", { cookie: firm.people.owner.cookie, params: { membershipId }, body });

test("with a mail server the link goes to the person alone, and nobody else is shown it", async () => {
  mail.refusing = false;
  const { email, invitation } = await invite();
  expect(invitation).toMatchObject({ link: null, sentTo: email });
  expect(mail.mails).toHaveLength(1);
  expect(mail.mails[0]?.to).toEqual([email]);
  // Long lines are folded with a "=" at their end.
  const token = /\/invitation#([\w-]{43})/.exec(mail.mails[0]?.raw.replaceAll("=\r\n", "") ?? "")?.[1] ?? "";
  expect(await lookAt(token)).toMatchObject({
    status: 200,
    json: { email, name: "New Person", organizationName: "Ledger & Daughters" },
  });
});

test("a mail server that does not take it costs nobody their invitation: the link is shown instead", async () => {
  const { invitation, token } = await invite();
  expect(invitation?.sentTo).toBeNull();
  expect(await acceptWith(token)).toMatchObject({ status: 200 });
});

test("a link works once, also when it is used twice at the same moment", async () => {
  const { token } = await invite();
  const answers = await Promise.all([acceptWith(token), acceptWith(token, "another sentence")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(await acceptWith(token)).toMatchObject({ status: 404 });
  expect((await lookAt(token)).json["detail"]).toContain("does not work any more");
});

test("looking at a link, as mail programs do, does not use it up, and neither does a poor password", async () => {
  const { token } = await invite();
  await lookAt(token);
  expect(await acceptWith(token, "short")).toMatchObject({ status: 400, json: { code: "request.invalid" } });
  expect(await acceptWith(token)).toMatchObject({ status: 200 });
});

test("a link ends with its time, with a newer one, and with the person's place in the firm", async () => {
  const [late, replaced, disabled] = [await invite(), await invite(), await invite()];
  await asSystem((sql) =>
    sql.query(
      `UPDATE invitations SET expires_at = now() FROM users
        WHERE users.id = invitations.user_id AND users.email = $1`,
      [late.email],
    ),
  );
  const again = await ofMember(replaced.membershipId, { resetPassword: true });
  await ofMember(disabled.membershipId, { disabled: true });
  for (const { token } of [late, replaced, disabled]) {
    expect(await lookAt(token)).toMatchObject({ status: 404 });
    expect(await acceptWith(token)).toMatchObject({ status: 404 });
  }
  const newer = tokenIn(personChanged.parse(again.json).invitation?.link);
  expect(await acceptWith(newer)).toMatchObject({ status: 200 });
});

test("what is stored of a link opens nothing", async () => {
  const { token } = await invite();
  const { rows } = await asSystem((sql) => sql.query<Record<string, unknown>>("SELECT * FROM invitations"));
  expect(JSON.stringify(rows)).not.toContain(token);
  for (const row of rows) expect(await lookAt(String(row["token_hash"]))).toMatchObject({ status: 404 });
});
