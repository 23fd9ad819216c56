import { acceptInvitation, declineInvitation } from "#lib/auth/people/answer-invitation.ts";
import { invitationParams } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

const access = { account: "Somebody who has accepted no invitation belongs to no firm yet." } as const;

/** Accepts it. */
export const POST = route(access, { params: invitationParams }, async ({ account, params }) => {
  await acceptInvitation(account, params.invitationId);
  return undefined;
});

/** Declines it. */
export const DELETE = route(access, { params: invitationParams }, async ({ account, params }) => {
  await declineInvitation(account, params.invitationId);
  return undefined;
});
