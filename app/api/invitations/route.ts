import { openInvitation } from "../../../lib/auth/invitations.ts";
import { addressOf } from "../../../lib/auth/sign-in.ts";
import { invitationToOpen, openInvitation as answer } from "../../../lib/contracts/invitations.ts";
import { route } from "../../../lib/http/route.ts";

/** POST although it only reads: what the link carries belongs into no address. */
export const POST = route(
  { public: "Whoever holds the link has no account yet; the link itself is the proof." },
  { body: invitationToOpen, answer },
  ({ body, request }) => openInvitation(body.token, addressOf(request.headers.get("x-forwarded-for"))),
);
