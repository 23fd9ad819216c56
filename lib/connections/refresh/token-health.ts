import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";
import { findGrant, type Grant } from "./grant.ts";
import { consentEndsAt, warnAheadDays, type GrantEnd } from "./grant-end.ts";

const dayMs = 24 * 60 * 60 * 1000;

interface TokenWarning {
  readonly kind: GrantEnd;
  readonly endsAt: Date;
  readonly daysLeft: number;
  readonly message: string;
}

export interface TokenHealth {
  readonly state: ConnectionState;
  readonly accessExpiresAt: Date;
  readonly refreshedAt: Date;
  /** Unless it is used before: then Intuit moves it on. */
  readonly rollingEndsAt: Date;
  /** Whatever happens: somebody must consent again by then. */
  readonly consentEndsAt: Date;
  readonly generation: number;
  /** Since when an answer of Intuit may have been lost; null when none was. */
  readonly answerMissingSince: Date | null;
  readonly warnings: readonly TokenWarning[];
}

/** Null when no tokens are held. Opens none. */
export async function tokenHealth(
  company: CompanyId,
  clock: Clock = systemClock,
): Promise<TokenHealth | null> {
  const grant = await asSystem((sql) => findGrant(sql, company));
  return grant && toTokenHealth(grant, clock.now());
}

/**
 * Five years from the consent count where Intuit did not say when it ends. Warnings begin `warnAheadDays`
 * before.
 */
export function toTokenHealth(grant: Grant, now: Date): TokenHealth {
  const endsAt = consentEndsAt(grant);
  return {
    state: grant.state,
    accessExpiresAt: grant.accessExpiresAt,
    refreshedAt: grant.refreshedAt,
    rollingEndsAt: grant.refreshExpiresAt,
    consentEndsAt: endsAt,
    generation: grant.generation,
    answerMissingSince: grant.claimed ? null : grant.refreshStartedAt,
    warnings: [...warning("rolling", grant.refreshExpiresAt, now), ...warning("consent", endsAt, now)],
  };
}

const sentences = {
  rolling: (left: string) =>
    `Access to QuickBooks has not been used for long and ends ${left}. A sync renews it; reconnect if syncs fail.`,
  consent: (left: string) =>
    `Intuit ends every connection after five years, this one ${left}. Reconnect QuickBooks before then.`,
} satisfies Record<GrantEnd, (left: string) => string>;

function warning(kind: TokenWarning["kind"], endsAt: Date, now: Date): readonly TokenWarning[] {
  const daysLeft = Math.floor((endsAt.getTime() - now.getTime()) / dayMs);
  if (daysLeft >= warnAheadDays[kind]) return [];
  const left = daysLeft < 1 ? "within a day" : daysLeft === 1 ? "in 1 day" : `in ${daysLeft} days`;
  return [{ kind, endsAt, daysLeft: Math.max(daysLeft, 0), message: sentences[kind](left) }];
}
