import { managers } from "#lib/core/role.ts";
import { syncStats, syncStatsQuery } from "#lib/contracts/sync-stats.ts";
import { route } from "#lib/http/route.ts";
import { readSyncStats } from "#lib/dashboard/sync-stats.ts";

export const GET = route(
  { roles: managers },
  { query: syncStatsQuery, answer: syncStats },
  ({ actor, query }) => readSyncStats(actor, query.timeZone),
);
