import { addressOf } from "#lib/auth/sessions/sign-in.ts";
import { redeemAccountLink } from "#lib/auth/passwords/redeem-account-link.ts";
import { linkUse, linkUsed } from "#lib/contracts/invitations.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { public: "Whoever holds the link has no password yet; the link itself is the proof." },
  { body: linkUse, answer: linkUsed },
  ({ body, request }) =>
    redeemAccountLink({
      token: body.token,
      name: body.name,
      password: body.password,
      address: addressOf(request.headers.get("x-forwarded-for")),
    }),
);
