import { changePassword } from "#lib/auth/passwords/change-password.ts";
import { everyone } from "#lib/core/role.ts";
import { passwordChange, passwordChanged } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { roles: everyone },
  { body: passwordChange, answer: passwordChanged },
  async ({ actor, body }) => ({
    otherSessionsEnded: await changePassword(actor, body.current, body.next),
  }),
);
