import { AppError } from "#lib/core/app-error.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { AccessTokenSource } from "#lib/quickbooks/client.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { findGrant, openAccessToken, type AccessToken, type Grant } from "./grant.ts";
import { refreshGrant } from "./refresh-grant.ts";

/** A token is refreshed once it has less than this left: no call of ours takes longer. */
export const minLifetimeMs = 5 * 60 * 1000;

/**
 * An access token good for at least `minLifetimeMs`.
 *
 * However many callers in however many processes ask at once, Intuit is asked once; the others wait and
 * get what that one stored. The new pair is committed before it is returned: a crash may cost a request,
 * never the grant.
 *
 * @throws AppError `connection.missing`, `connection.paused`, `connection.needs_reconnect` when Intuit
 * refuses the grant (asked no second time), or `quickbooks.*` when Intuit cannot be asked.
 */
export async function accessTokenFor(company: CompanyId, clock: Clock = systemClock): Promise<AccessToken> {
  const grant = await getLiveGrant(company);
  const left = grant.accessExpiresAt.getTime() - clock.now().getTime();
  return left >= minLifetimeMs ? openAccessToken(grant) : refreshGrant(grant, clock);
}

/** What a client of Intuit's API takes its tokens from. */
export function accessTokenSource(company: CompanyId, clock: Clock = systemClock): AccessTokenSource {
  return {
    get: async () => (await accessTokenFor(company, clock)).value,
    rejected: async (token) => {
      const grant = await getLiveGrant(company);
      const stored = openAccessToken(grant);
      // Somebody else was refused too and has put this right.
      if (stored.value !== token) return stored.value;
      return (await refreshGrant(grant, clock)).value;
    },
  };
}

async function getLiveGrant(company: CompanyId): Promise<Grant> {
  const grant = await asSystem((sql) => findGrant(sql, company));
  if (!grant) throw new AppError("connection.missing");
  if (grant.state === "paused") throw new AppError("connection.paused");
  if (!connectionStates[grant.state].live) throw new AppError("connection.needs_reconnect");
  return grant;
}
