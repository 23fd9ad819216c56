import { acceptInvitation } from "../../../../lib/auth/invitations.ts";
import { addressOf } from "../../../../lib/auth/sign-in.ts";
import { invitationAccepted, invitationToAccept } from "../../../../lib/contracts/invitations.ts";
import { route } from "../../../../lib/http/route.ts";

export const POST = route(
  { public: "Whoever holds the link has no password yet; the link itself is the proof." },
  { body: invitationToAccept, answer: invitationAccepted },
  ({ body, request }) =>
    acceptInvitation(body.token, body.password, addressOf(request.headers.get("x-forwarded-for"))),
);
