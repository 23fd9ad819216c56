import { z } from "zod";

import { outcomeAddress } from "#lib/connections/connect/connect-outcome.ts";
import { findCompanyOfRealm } from "#lib/connections/state/disconnect-callback.ts";
import { startConnect } from "#lib/connections/connect/start-connect.ts";
import { staff } from "#lib/core/role.ts";
import { route } from "#lib/http/route.ts";
import { seeOther } from "#lib/http/see-other.ts";

const query = z.object({
  realmId: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .default(null)
    .catch(null),
});

/** The Reconnect URL in the app's settings at Intuit: linked from its mails when a grant nears its end. */
export const GET = route(
  {
    public:
      "Linked from Intuit's mails, so whoever is signed out is sent to the sign-in page and back. Starts a consent; changes nothing.",
  },
  { query },
  async ({ actor, query: { realmId }, request }) => {
    if (!actor) {
      const { pathname, search } = new URL(request.url);
      return seeOther(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`);
    }
    if (!staff.some((role) => role === actor.role)) return seeOther(outcomeAddress("not_allowed"));
    const company = realmId === null ? null : await findCompanyOfRealm(actor, realmId);
    if (!company) return seeOther(outcomeAddress("unknown_company"));
    return seeOther(await startConnect(actor, company));
  },
);
