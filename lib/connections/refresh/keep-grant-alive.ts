// Intuit ends a grant that is not used for 100 days. Companies that sync are refreshed by their syncs;
// those that are paused, lapsed or seldom synced are refreshed here.

import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { connectionStates, grantStates } from "#lib/books/connection-state.ts";
import { findGrant } from "./grant.ts";
import { refreshGrant } from "./refresh-grant.ts";

/* A day is what Intuit needs between two refreshes to issue a new value with its full hundred days; a
   week leaves thirteen further tries. */
const refreshAfterDays = 7;
const dayMs = 24 * 60 * 60 * 1000;

/** Companies whose grant should be refreshed now, those nearest to their end first. */
export async function listGrantsToKeepAlive(
  clock: Clock = systemClock,
  limit = 1000,
): Promise<readonly CompanyId[]> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<{ company_id: CompanyId }>(
      `SELECT t.company_id FROM quickbooks_tokens t JOIN quickbooks_connections c ON c.id = t.connection_id
        WHERE c.state = ANY ($1::text[]) AND t.refreshed_at < $2
        ORDER BY t.refresh_expires_at LIMIT $3`,
      [grantStates, new Date(clock.now().getTime() - refreshAfterDays * dayMs), limit],
    );
    return rows.map((row) => row.company_id);
  });
}

/**
 * Refreshes one grant, unless that has been done since it was listed.
 *
 * @throws AppError as a refresh does; a grant that has ended, or is gone, is no failure here.
 */
export async function keepGrantAlive(company: CompanyId, clock: Clock = systemClock): Promise<void> {
  const grant = await asSystem((sql) => findGrant(sql, company));
  if (!grant || !connectionStates[grant.state].holdsGrant) return;
  if (clock.now().getTime() - grant.refreshedAt.getTime() < dayMs) return;
  await refreshGrant(grant, clock);
}
