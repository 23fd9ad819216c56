import { declareAccess } from "#lib/http/access.ts";
import { isReady } from "#lib/intuit-events/is-ready.ts";

/** Whether requests can be served: 503 while PostgreSQL is away, or takes no writes. */
export const GET = declareAccess(
  { public: "an orchestrator asks, and learns only whether an event could be stored" },
  async () => {
    const ready = await isReady();
    return Response.json(
      { ready },
      {
        status: ready ? 200 : 503,
        headers: { "Cache-Control": "no-store", ...(ready ? {} : { "Retry-After": "5" }) },
      },
    );
  },
);
