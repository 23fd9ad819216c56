import { randomUUID } from "node:crypto";

import { canSeeCompany } from "#lib/auth/people/company-access.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { staff, type Role } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { isAppError, toAppError } from "#lib/core/app-error.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import { parseCompanyId, parseRealmId, type CompanyId, type RealmId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import { exchangeCode } from "#lib/quickbooks/oauth/exchange-code.ts";
import { revokeTokens } from "#lib/quickbooks/oauth/revoke-tokens.ts";
import type { ConnectOutcome } from "./connect-outcome.ts";
import { consumeState } from "./consent-state.ts";
import { oauthApp } from "../refresh/configured-app.ts";
import { findPlaceForRealm } from "./place-for-realm.ts";
import { readNewCompany } from "./read-new-company.ts";
import { withRealmClaim, type RealmClaim } from "./realm-claim.ts";
import { hashRealm } from "../realm-lookup.ts";
import { storeConnection } from "./store-connection.ts";

/** What Intuit put into the address; anything may be missing or made up. */
export interface ConsentAnswer {
  readonly state: string | null;
  readonly code: string | null;
  readonly realmId: string | null;
  readonly error: string | null;
}

export interface FinishedConnect {
  readonly outcome: ConnectOutcome;
  readonly companyId: CompanyId | null;
}

/**
 * Turns Intuit's answer into a connection, or says why not. Refusals change nothing: a realm that may
 * not be connected is found out before the code is exchanged, so that no grant is made which could end
 * the one that stands.
 */
export async function finishConnect(
  actor: PersonActor | null,
  answer: ConsentAnswer,
  clock: Clock = systemClock,
): Promise<FinishedConnect> {
  try {
    if (!actor) return ended("signed_out");
    const finished = await answerOf(actor, answer, clock);
    await storeRejection(actor, finished);
    return finished;
  } catch (thrown) {
    if (isAppError(thrown, "connection.being_connected")) return ended("being_connected");
    const failure = toAppError(thrown);
    log({ intuitTid: failure.intuitTid }).error({ err: thrown }, "a connection could not be finished");
    return ended(failure.code.startsWith("quickbooks.") ? "unavailable" : "failed");
  }
}

async function answerOf(actor: PersonActor, answer: ConsentAnswer, clock: Clock): Promise<FinishedConnect> {
  if (!answer.state) return ended("state_unknown");
  const state = await consumeState(answer.state, actor, clock);
  if (state.kind === "rejected") return ended(state.outcome);
  const wanted = state.companyId;
  if (!(await mayConnect(actor, wanted))) return ended("not_allowed", wanted);
  if (answer.error) return ended(answer.error === "access_denied" ? "declined" : "consent_failed", wanted);
  const realm = readRealm(answer.realmId);
  if (!answer.code || !realm) return ended("incomplete", wanted);
  return connectRealm(actor, wanted, realm, answer.code, clock);
}

async function connectRealm(
  actor: PersonActor,
  wanted: CompanyId | null,
  realm: RealmId,
  code: string,
  clock: Clock,
): Promise<FinishedConnect> {
  const { environment } = oauthApp();
  const realmHash = await hashRealm(realm);
  return withRealmClaim({ environment, realmHash }, (claim) =>
    connectClaimed(actor, wanted, realm, claim, code, clock),
  );
}

/** Whoever waited for the claim finds the realm as the other one left it. */
async function connectClaimed(
  actor: PersonActor,
  wanted: CompanyId | null,
  realm: RealmId,
  claim: RealmClaim,
  code: string,
  clock: Clock,
): Promise<FinishedConnect> {
  const app = oauthApp();
  const { environment, realmHash } = claim;
  const place = await asSystem((sql) =>
    findPlaceForRealm(sql, actor, { companyId: wanted, environment, realmHash }),
  );
  if (place.kind === "rejected") return ended(place.outcome, wanted);

  const exchanged = await exchangeCode(app, code, clock).catch((thrown: unknown) => {
    log({ intuitTid: toAppError(thrown).intuitTid }).warn({ err: thrown }, "a code could not be exchanged");
    return null;
  });
  if (exchanged?.kind !== "exchanged") return ended("exchange_failed", wanted);

  const newCompanyId = parseCompanyId(randomUUID());
  const read = await readNewCompany(place.companyId ?? newCompanyId, realm, exchanged.tokens.accessToken);
  if (read.kind === "not_this_company") return ended("realm_mismatch", wanted);
  if (read.kind === "unreadable" && place.kind === "new") {
    await returnPermit(exchanged.tokens.refreshToken);
    return ended("company_unreadable", wanted);
  }
  const stored = await storeConnection({
    actor,
    wantedCompanyId: wanted,
    newCompanyId,
    claim,
    realmId: realm,
    pair: exchanged.tokens,
    profile: read.kind === "read" ? read.profile : null,
    companyInfo: read.kind === "read" ? read.json : null,
  });
  if (stored.kind === "rejected") return ended(stored.outcome, wanted);
  return ended(stored.reconnected ? "reconnected" : "connected", stored.companyId);
}

/**
 * Ends a grant that we could not use, so that it does not stand in the customer's list of apps. Only for
 * a realm that nobody here has: at Intuit a revocation ends every grant of ours to that realm.
 */
async function returnPermit(refreshToken: string): Promise<void> {
  await revokeTokens(oauthApp(), refreshToken).catch((thrown: unknown) => {
    log().warn({ err: thrown }, "an unused grant could not be given back");
  });
}

async function mayConnect(actor: PersonActor, company: CompanyId | null): Promise<boolean> {
  const allowed: readonly Role[] = staff;
  if (!allowed.includes(actor.role)) return false;
  return company === null || canSeeCompany(actor, company);
}

function readRealm(text: string | null): RealmId | null {
  try {
    return text === null ? null : parseRealmId(text);
  } catch (thrown) {
    if (isAppError(thrown, "request.invalid")) return null;
    throw thrown;
  }
}

async function storeRejection(
  actor: PersonActor,
  { outcome, companyId: company }: FinishedConnect,
): Promise<void> {
  if (outcome === "connected" || outcome === "reconnected") return;
  await withTenant(actor.organizationId, (sql) =>
    recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId: company,
      actor,
      action: "connection.rejected",
      detail: { outcome },
    }),
  );
}

function ended(outcome: ConnectOutcome, company: CompanyId | null = null): FinishedConnect {
  return { outcome, companyId: company };
}
