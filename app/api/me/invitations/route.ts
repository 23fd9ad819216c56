import { listMyInvitations } from "#lib/auth/people/answer-invitation.ts";
import { myInvitations } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const GET = route(
  { account: "Somebody who has accepted no invitation belongs to no firm yet." },
  { answer: myInvitations },
  async ({ account }) => ({ invitations: [...(await listMyInvitations(account))] }),
);
