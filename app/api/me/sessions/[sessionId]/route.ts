import { everyone } from "#lib/core/role.ts";
import { revokeMySession } from "#lib/auth/sessions/sessions.ts";
import { sessionParams } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const DELETE = route(
  { roles: everyone },
  { params: sessionParams },
  async ({ actor, params }): Promise<undefined> => {
    await revokeMySession(actor, params.sessionId);
  },
);
