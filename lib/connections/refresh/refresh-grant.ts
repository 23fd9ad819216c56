// One refresh at a time per connection, across all processes, and no grant lost to a crash.
//
// Intuit replaces the refresh token about once a day, and takes a second use of a replaced one for a
// replay. So a process first claims the pair: a short transaction that notes, durably, that Intuit is
// about to be asked. No transaction is open while it is asked, so a slow Intuit ties up no connection
// to the database. The answer is stored only over the generation that was claimed, and only then used.
//
// A process that dies in between leaves the claim, which lapses, and the note, which tells the next one
// that an answer may have been lost. That one tries the old value once more, which Intuit takes for as
// long as it has not replaced it. If Intuit refuses, and no sibling has stored a newer pair, the
// connection needs a person and says so.

import { setTimeout as sleep } from "node:timers/promises";

import { AppError } from "#lib/core/app-error.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { shareUnderWay } from "#lib/core/share-under-way.ts";
import { asSystem } from "#lib/db/scope.ts";
import { discover } from "#lib/quickbooks/oauth/discovery.ts";
import { askForNewPair } from "./ask-for-new-pair.ts";
import { claimRefresh, claimSlackMs, releaseClaim } from "./claim-refresh.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { endGrant } from "../state/end-grant.ts";
import { findGrant, openAccessToken, type AccessToken, type Grant } from "./grant.ts";
import { oauthApp } from "./configured-app.ts";
import { storeNewPair } from "./store-new-pair.ts";

export interface RefreshOptions {
  /** What a refusal means here: `revoked` when a person has just been seen disconnecting. */
  readonly rejectedMeans?: "needs_reconnect" | "revoked";
}

const underWay = new Map<string, Promise<AccessToken>>();

/**
 * The access token that comes after `seen`: refreshed here, or by a sibling in the meantime. Callers of
 * one process share one attempt, so that a crowd makes one queue of waiters per process, not of callers.
 *
 * @throws AppError `connection.needs_reconnect`, `connection.missing` or `quickbooks.*`.
 */
export function refreshGrant(seen: Grant, clock: Clock, options: RefreshOptions = {}): Promise<AccessToken> {
  const key = `${seen.connectionId} ${seen.generation}`;
  return shareUnderWay(underWay, key, () => refreshOrWait(seen.companyId, seen.generation, clock, options));
}

async function refreshOrWait(
  company: CompanyId,
  generation: number,
  clock: Clock,
  options: RefreshOptions,
): Promise<AccessToken> {
  const app = oauthApp();
  // Before anything is claimed: a discovery page that is down says nothing about the grant.
  const endpoints = await discover(app.discoveryDocument);
  const giveUpAt = performance.now() + 2 * (app.oauthTimeoutMs + claimSlackMs);
  for (let round = 0; ; round += 1) {
    const claim = await claimRefresh(company, generation, app.oauthTimeoutMs);
    switch (claim.kind) {
      case "gone":
        throw new AppError("connection.missing");
      case "over":
        throw new AppError("connection.needs_reconnect");
      case "moved_on":
        return openAccessToken(claim.grant);
      case "claimed":
        return refreshClaimed(claim.grant, claim.answerMayBeLost, clock, options, () =>
          askForNewPair(app, endpoints, claim.grant, clock),
        );
      case "busy":
        if (performance.now() > giveUpAt) {
          throw new AppError("quickbooks.timeout", "another process has been refreshing for too long");
        }
        await sleep(Math.min(20 * 2 ** round, 250));
    }
  }
}

async function refreshClaimed(
  grant: Grant,
  answerMayBeLost: boolean,
  clock: Clock,
  { rejectedMeans = "needs_reconnect" }: RefreshOptions,
  ask: () => ReturnType<typeof askForNewPair>,
): Promise<AccessToken> {
  let answer = await ask();
  let lost = answerMayBeLost;
  if (answer.kind === "no_answer" && !answer.mayStillBeWorking) {
    // The line broke. Whether Intuit had acted shows when the old value is tried once more.
    lost = true;
    answer = await ask();
  }
  switch (answer.kind) {
    case "refreshed":
      return storeNewPair(grant, answer.tokens);
    case "no_answer":
      await releaseClaim(grant, { coolDown: answer.mayStillBeWorking, intuitActed: "perhaps" });
      throw answer.failure;
    case "failed":
      await releaseClaim(grant, { coolDown: false, intuitActed: lost ? "perhaps" : answer.intuitActed });
      throw answer.failure;
    case "rejected": {
      const newer = await findNewer(grant, lost);
      if (newer) return newer;
      const event = rejectedMeans === "revoked" ? "grant_revoked" : "grant_rejected";
      await endGrant(grant, { event, reason: answer.reason, intuitTid: answer.intuitTid });
      throw new AppError("connection.needs_reconnect", `Intuit refused the refresh: ${answer.reason}`, {
        intuitTid: answer.intuitTid ?? undefined,
      });
    }
  }
}

/* A sibling whose claim lapsed may hold the good answer and be about to store it: a stalled process, a
   database that was away for a moment. */
const siblingStoresWithinMs = 3_000;

/** The pair that a sibling has stored over the one that was refused; waits for it when one may be on its way. */
async function findNewer(rejected: Grant, wait: boolean): Promise<AccessToken | null> {
  const until = performance.now() + (wait ? siblingStoresWithinMs : 0);
  for (;;) {
    const now = await asSystem((sql) => findGrant(sql, rejected.companyId));
    if (!now) throw new AppError("connection.missing");
    if (now.generation !== rejected.generation && connectionStates[now.state].holdsGrant) {
      return openAccessToken(now);
    }
    if (performance.now() >= until) return null;
    await sleep(100);
  }
}
