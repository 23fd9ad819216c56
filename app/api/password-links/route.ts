import { requestPasswordLink } from "#lib/auth/passwords/request-password-link.ts";
import { addressOf } from "#lib/auth/sessions/sign-in.ts";
import { passwordLinkWanted } from "#lib/contracts/invitations.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { public: "Whoever forgot the password cannot sign in. What it mails goes to the mailbox alone." },
  { body: passwordLinkWanted },
  async ({ body, request }) => {
    await requestPasswordLink(body.email, addressOf(request.headers.get("x-forwarded-for")));
    return undefined;
  },
);
