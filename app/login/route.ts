import { z } from "zod";

import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { route } from "#lib/http/route.ts";
import { seeOther } from "#lib/http/see-other.ts";

const query = z.object({ callbackUrl: textInput({ max: 2048 }).optional().catch(undefined) });

/** The address of signing in that setup guides and bookmarks of other systems know. */
export const GET = route(
  { public: "Sends everybody to the sign-in page, which looks at where they want to go." },
  { query },
  ({ query: { callbackUrl } }) => {
    const wanted = callbackUrl === undefined ? "" : `?callbackUrl=${encodeURIComponent(callbackUrl)}`;
    return Promise.resolve(seeOther(`/sign-in${wanted}`));
  },
);
