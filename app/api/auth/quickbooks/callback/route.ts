import { z } from "zod";

import { outcomeAddress } from "#lib/connections/connect/connect-outcome.ts";
import { finishConnect } from "#lib/connections/connect/finish-connect.ts";
import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { route } from "#lib/http/route.ts";
import { seeOther } from "#lib/http/see-other.ts";

/* Whatever the address holds, the browser is sent on: what is missing or twice counts as not there. */
const part = textInput({ max: 2048 }).nullable().catch(null);
const query = z.object({
  state: part.default(null),
  code: part.default(null),
  realmId: part.default(null),
  error: part.default(null),
});

/** Intuit sends the browser here with the code in the address, so the answer is a redirect and no page. */
export const GET = route(
  {
    public:
      "Intuit sends the browser here. The state in the address is bound to the signed-in person and session; who is signed out is sent to the sign-in page.",
  },
  { query, work: "connecting" },
  async ({ actor, query: answer }) => {
    const { outcome, companyId } = await finishConnect(actor, answer);
    return seeOther(outcomeAddress(outcome, companyId));
  },
);
