import { setTimeout as sleep } from "node:timers/promises";

import { AppError, isAppError } from "#lib/core/app-error.ts";
import { databaseUnavailable } from "#lib/db/database-unavailable.ts";
import { asSystem } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import type { TokenPair } from "#lib/quickbooks/oauth/token-pair.ts";
import { findGrant, openAccessToken, replacePair, type AccessToken, type Grant } from "./grant.ts";
import { moveConnection } from "../connect/move-connection.ts";
import { keepForRevocation } from "../state/pending-revocation.ts";

/* For as long as a database takes to restart. Until the pair is stored it exists nowhere else. */
const keepTryingMs = 30_000;

/**
 * Makes the pair durable and only then hands out its access token.
 *
 * Where the row has moved on, a new consent has replaced it: that pair counts, ours is dropped. Where it
 * is gone, the company was disconnected while Intuit answered: the new grant is ended too.
 */
export async function storeNewPair(grant: Grant, pair: TokenPair): Promise<AccessToken> {
  const stored = await persistently(() => tryToStore(grant, pair));
  if (!stored) throw new AppError("connection.missing");
  return stored;
}

async function tryToStore(grant: Grant, pair: TokenPair): Promise<AccessToken | null> {
  return asSystem(async (sql) => {
    if (await replacePair(sql, grant, pair, grant.generation)) {
      await moveConnection(sql, {
        organizationId: grant.organizationId,
        connectionId: grant.connectionId,
        event: "refreshed",
        cause: null,
      });
      return { value: pair.accessToken, expiresAt: pair.accessExpiresAt, generation: grant.generation + 1 };
    }
    const now = await findGrant(sql, grant.companyId);
    if (now) return openAccessToken(now);
    await keepForRevocation(sql, grant, pair.refreshToken);
    return null;
  });
}

async function persistently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + keepTryingMs;
  for (let round = 0; ; round += 1) {
    try {
      return await work();
    } catch (thrown) {
      // Our own failures would come again; those of the database pass.
      const isOurs = isAppError(thrown) && databaseUnavailable(thrown) === null;
      if (isOurs || performance.now() >= until) throw thrown;
      log().warn({ err: thrown }, "a new token pair could not be stored yet");
      await sleep(Math.min(50 * 2 ** round, 1_000));
    }
  }
}
