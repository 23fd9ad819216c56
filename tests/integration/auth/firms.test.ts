import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { POST as accept } from "#app/api/me/invitations/[invitationId]/route.ts";
import { POST as switchFirm } from "#app/api/me/firm/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { PATCH as changePerson } from "#app/api/people/[membershipId]/route.ts";
import { POST as addPerson } from "#app/api/people/route.ts";
import { listMyFirms } from "#lib/auth/people/firms.ts";
import { personAdded } from "#lib/contracts/people.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createFirm, type Firm, type SignedInPerson } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let [home, second, foreign] = [{} as Firm, {} as Firm, {} as Firm];
let person: SignedInPerson;
let membershipId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});

beforeEach(async () => {
  [home, second, foreign] = [
    await createFirm("Home"),
    await createFirm("Second"),
    await createFirm("Foreign"),
  ];
  person = home.people.owner;
  const body = { email: person.email, name: "The same", role: "viewer" };
  const added = await callRoute(addPerson, "POST", { cookie: second.people.owner.cookie, body });
  membershipId = personAdded.parse(added.json).membershipId;
  const params = { invitationId: membershipId };
  expect(await callRoute(accept, "POST", { cookie: person.cookie, params })).toMatchObject({ status: 204 });
  expect(await switchTo(home.id)).toMatchObject({ status: 204 });
});

afterAll(() => database.drop());

const switchTo = (organizationId: string): Promise<RouteAnswer> =>
  callRoute(switchFirm, "POST", { cookie: person.cookie, body: { organizationId } });

const whereAmI = async () => (await callRoute(me, "GET", { cookie: person.cookie })).json;

test("somebody of two firms sees both and changes from one to the other, with the role of each", async () => {
  expect((await listMyFirms(await person.actor())).map(({ name, current }) => [name, current])).toEqual([
    ["Home", true],
    ["Second", false],
  ]);
  expect(await switchTo(second.id)).toMatchObject({ status: 204 });
  expect(await whereAmI()).toMatchObject({ organizationName: "Second", role: "viewer" });
  expect(await switchTo(home.id)).toMatchObject({ status: 204 });
  expect(await whereAmI()).toMatchObject({ organizationName: "Home", role: "owner" });
});

test("a firm that they do not work for is not to be had, nor one that does not exist", async () => {
  for (const id of [foreign.id, randomUUID()]) expect(await switchTo(id)).toMatchObject({ status: 404 });
  expect(await whereAmI()).toMatchObject({ organizationName: "Home" });
});

test("who is shut out of a firm cannot go there, and is out at once when there already", async () => {
  const shutOut = () =>
    callRoute(changePerson, "PATCH", {
      cookie: second.people.owner.cookie,
      params: { membershipId },
      body: { disabled: true },
    });
  await switchTo(second.id);
  expect(await shutOut()).toMatchObject({ status: 200 });
  expect(await callRoute(me, "GET", { cookie: person.cookie })).toMatchObject({ status: 401 });
});
