// A process that logs all it can while links are mailed, refused, asked for and used; for the test that looks
// for them in what it wrote and answered. Started by fork, and reports by message what it saw.

import { POST as redeem } from "#app/api/invitations/accept/route.ts";
import { POST as open } from "#app/api/invitations/route.ts";
import { POST as askForLink } from "#app/api/password-links/route.ts";
import { PATCH as changePerson } from "#app/api/people/[membershipId]/route.ts";
import { GET as listPeople, POST as addPerson } from "#app/api/people/route.ts";
import { closePool } from "#lib/db/pool.ts";
import { callRoute } from "./call-route.ts";
import { eventually } from "./eventually.ts";
import { tokensMailedTo } from "./links-in-mail.ts";
import { startMailReceiver } from "./mail-receiver.ts";
import { createFirm } from "./people-of-a-firm.ts";

const mail = await startMailReceiver();
process.env["SMTP_URL"] = mail.url;
const { owner, viewer } = (await createFirm()).people;
const email = "new@firm.example";
const password = "a sentence of one's own";
const answers: string[] = [];

async function ask(answer: ReturnType<typeof callRoute>) {
  const { text, json, status } = await answer;
  answers.push(`${status} ${text}`);
  return json;
}

const { cookie } = owner;
const body = { email, name: "New", role: "viewer" };
const { membershipId } = await ask(callRoute(addPerson, "POST", { cookie, body }));
const again = (id: string) =>
  ask(
    callRoute(changePerson, "PATCH", { cookie, params: { membershipId: id }, body: { resetPassword: true } }),
  );
await again(String(membershipId));
await again(viewer.membershipId);
await ask(callRoute(askForLink, "POST", { body: { email: viewer.email } }));
await eventually("the mail that was asked for", () => tokensMailedTo(mail, viewer.email).length === 2);
const secrets = [...tokensMailedTo(mail, email), ...tokensMailedTo(mail, viewer.email), password];

// Refused by the mail server, which leaves an error to log.
mail.rejecting = true;
await again(viewer.membershipId);
mail.rejecting = false;

const [token = ""] = tokensMailedTo(mail, email);
await ask(callRoute(open, "POST", { body: { token } }));
await ask(callRoute(redeem, "POST", { body: { token, password: "short" } }));
await ask(callRoute(redeem, "POST", { body: { token, password } }));
await ask(callRoute(redeem, "POST", { body: { token, password } }));
await ask(callRoute(listPeople, "GET", { cookie }));

process.send?.({ secrets, answers });
await Promise.all([mail.stop(), closePool()]);
process.disconnect();
