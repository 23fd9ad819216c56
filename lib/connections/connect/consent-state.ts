// The `state` of OAuth: what ties Intuit's answer to the person, the company and the browser that asked.
// Random, good for ten minutes and for one answer; only its hash is stored.

import type { PersonActor } from "#lib/core/actor.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { CompanyId, OrganizationId, SessionId, UserId } from "#lib/core/ids.ts";
import { randomToken, sha256 } from "#lib/crypto/digest.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";

const lifetimeMs = 10 * 60 * 1000;

/** Stores a new state and returns the value for the browser. */
export async function issueState(
  sql: Sql,
  actor: PersonActor,
  company: CompanyId | null,
  clock: Clock,
): Promise<string> {
  const state = randomToken();
  const now = clock.now();
  await sql.query(
    `INSERT INTO quickbooks_oauth_states
       (state_hash, organization_id, user_id, session_id, company_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      sha256(state),
      actor.organizationId,
      actor.userId,
      actor.sessionId,
      company,
      now,
      new Date(now.getTime() + lifetimeMs),
    ],
  );
  return state;
}

export type ConsumedState =
  | { readonly kind: "taken"; readonly companyId: CompanyId | null }
  | { readonly kind: "rejected"; readonly outcome: FailedState };

type FailedState = "state_unknown" | "state_expired" | "state_used" | "state_foreign";

interface StateRow {
  readonly organization_id: OrganizationId;
  readonly user_id: UserId;
  readonly session_id: SessionId;
  readonly company_id: CompanyId | null;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/**
 * Uses a state up. Of two answers with the same one, whether at once or later, one is taken. A stranger
 * who presents it does not use it up.
 */
export async function consumeState(state: string, actor: PersonActor, clock: Clock): Promise<ConsumedState> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<StateRow>(
      `SELECT organization_id, user_id, session_id, company_id, expires_at, used_at
         FROM quickbooks_oauth_states WHERE state_hash = $1 FOR UPDATE`,
      [sha256(state)],
    );
    const row = rows[0];
    const outcome = row ? rejectionOf(row, actor, clock.now()) : "state_unknown";
    if (outcome || !row) return { kind: "rejected", outcome: outcome ?? "state_unknown" };
    await sql.query("UPDATE quickbooks_oauth_states SET used_at = $2 WHERE state_hash = $1", [
      sha256(state),
      clock.now(),
    ]);
    return { kind: "taken", companyId: row.company_id };
  });
}

function rejectionOf(row: StateRow, actor: PersonActor, now: Date): FailedState | null {
  const own =
    row.user_id === actor.userId &&
    row.session_id === actor.sessionId &&
    row.organization_id === actor.organizationId;
  if (!own) return "state_foreign";
  if (row.used_at) return "state_used";
  return row.expires_at <= now ? "state_expired" : null;
}
