import { changePerson, removePerson } from "#lib/auth/people/people.ts";
import { managers } from "#lib/core/role.ts";
import { membershipParams, personChange, personChanged } from "#lib/contracts/people.ts";
import { route } from "#lib/http/route.ts";

export const PATCH = route(
  { roles: managers },
  { params: membershipParams, body: personChange, answer: personChanged },
  ({ actor, params, body }) => changePerson(actor, params.membershipId, body),
);

export const DELETE = route({ roles: managers }, { params: membershipParams }, async ({ actor, params }) => {
  await removePerson(actor, params.membershipId);
  return undefined;
});
