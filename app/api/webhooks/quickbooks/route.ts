import { isAppError } from "#lib/core/app-error.ts";
import { declareAccess } from "#lib/http/access.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { receiveDelivery } from "#lib/intuit-events/intake.ts";

/** Not made with `route`: Intuit has no session to look up, and the bytes must stay as they came. */
export const POST = declareAccess(
  { public: "Intuit signs each delivery; the signature is checked before anything is read" },
  async (request: Request): Promise<Response> => {
    try {
      await receiveDelivery(request);
      return Response.json({ success: true });
    } catch (thrown) {
      if (!isAppError(thrown, "webhook.bad_signature")) return problemResponse(thrown);
      return Response.json({ error: "Invalid signature" }, { status: thrown.failure.status });
    }
  },
);
