import { isAppError } from "#lib/core/app-error.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { findGrant } from "../refresh/grant.ts";
import { refreshGrant } from "../refresh/refresh-grant.ts";

/**
 * Finds out whether Intuit still honours a grant, by a refresh: the one question that it answers for
 * certain. Asked after somebody has opened the page that Intuit shows after a disconnection, which
 * anybody can open, and so proves nothing.
 *
 * @throws AppError `quickbooks.*` when Intuit could not be asked; the job tries again.
 */
export async function verifyGrant(
  company: CompanyId,
  clock: Clock = systemClock,
): Promise<"stands" | "ended" | "none"> {
  const grant = await asSystem((sql) => findGrant(sql, company));
  if (!grant || !connectionStates[grant.state].holdsGrant) return "none";
  try {
    await refreshGrant(grant, clock, { rejectedMeans: "revoked" });
    return "stands";
  } catch (thrown) {
    if (isAppError(thrown, "connection.needs_reconnect")) return "ended";
    if (isAppError(thrown, "connection.missing")) return "none";
    throw thrown;
  }
}
