import { changePerson, removePerson } from "#lib/auth/people/people.ts";
import { managers } from "#lib/auth/roles.ts";
import { membershipParams, personChange, personChanged } from "#lib/contracts/people.ts";
import { route } from "#lib/http/route.ts";

export const PATCH = route(
  { roles: managers },
  { params: membershipParams, body: personChange, answer: personChanged },
  ({ viewer, params, body }) => changePerson(viewer, params.membershipId, body),
);

export const DELETE = route({ roles: managers }, { params: membershipParams }, async ({ viewer, params }) => {
  await removePerson(viewer, params.membershipId);
  return undefined;
});
