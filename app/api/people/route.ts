import { invitePerson } from "#lib/auth/people/invitations.ts";
import { listPeople } from "#lib/auth/people/list-people.ts";
import { managers } from "#lib/core/role.ts";
import { people, personAdded, personToAdd } from "#lib/contracts/people.ts";
import { route } from "#lib/http/route.ts";

export const GET = route({ roles: managers }, { answer: people }, async ({ actor }) => ({
  people: [...(await listPeople(actor))],
}));

export const POST = route(
  { roles: managers },
  { body: personToAdd, answer: personAdded, status: 201 },
  ({ actor, body }) => invitePerson(actor, body),
);
