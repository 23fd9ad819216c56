import { declareAccess } from "../../../../lib/http/access.ts";
import { problemResponse } from "../../../../lib/http/problem.ts";
import { readBody } from "../../../../lib/http/read-body.ts";
import { largestDeliveryBytes, takeDelivery } from "../../../../lib/webhooks/intake.ts";

/** Not made with `route`: Intuit has no session to look up, and the bytes must stay as they came. */
export const POST = declareAccess(
  { public: "Intuit signs each delivery; the signature is checked before anything is read" },
  async (request: Request): Promise<Response> => {
    try {
      const body = await readBody(request, largestDeliveryBytes);
      await takeDelivery(body, request.headers.get("intuit-signature"));
      return new Response(null, { status: 200 });
    } catch (thrown) {
      return problemResponse(thrown);
    }
  },
);
