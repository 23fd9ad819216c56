import { addressOf } from "#lib/auth/sessions/sign-in.ts";
import { openAccountLink } from "#lib/auth/passwords/redeem-account-link.ts";
import { linkToOpen, openedLink } from "#lib/contracts/invitations.ts";
import { route } from "#lib/http/route.ts";

/** POST although it only reads: what the link carries belongs into no address. */
export const POST = route(
  { public: "Whoever holds the link has no account yet; the link itself is the proof." },
  { body: linkToOpen, answer: openedLink },
  ({ body, request }) => openAccountLink(body.token, addressOf(request.headers.get("x-forwarded-for"))),
);
