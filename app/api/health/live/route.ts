import { declareAccess } from "#lib/http/access.ts";

/** The process answers. Says nothing of PostgreSQL: restarting us would not bring that back. */
export const GET = declareAccess(
  { public: "an orchestrator asks, and learns only that the process runs" },
  () => Response.json({ live: true }, { headers: { "Cache-Control": "no-store" } }),
);
