// One grant to a realm is made or ended at a time, over all processes and firms: at Intuit, a second exchange
// for the same realm and a revocation each end the grant that stands.
// See docs/decisions/0034-a-realm-is-claimed-before-its-code-is-exchanged.md.

import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

import { AppError } from "#lib/core/app-error.ts";
import { withoutTenant, type Sql } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";

export interface Realm {
  readonly environment: "sandbox" | "production";
  readonly realmHash: string;
}

export interface RealmClaim extends Realm {
  readonly token: string;
}

/** A holder that died keeps the others waiting for no longer than this. */
const claimMs = 30_000;
const extendEveryMs = 10_000;
/** A browser waits for as long while another person connects the same company. */
const patienceMs = 20_000;
const askEveryMs = 100;

/**
 * Does the work while nobody else makes or ends a grant to the realm. The claim is durable before the work
 * begins. Work that stores something checks {@link assertRealmClaim} in its transaction: a process that
 * stood still for too long has lost its claim.
 *
 * @throws AppError `connection.being_connected` when somebody else keeps the realm for too long.
 */
export async function withRealmClaim<T>(realm: Realm, work: (claim: RealmClaim) => Promise<T>): Promise<T> {
  const claim = { ...realm, token: randomUUID() };
  const giveUpAt = performance.now() + patienceMs;
  while (!(await take(claim))) {
    if (performance.now() > giveUpAt) throw new AppError("connection.being_connected");
    await delay(askEveryMs + Math.random() * askEveryMs);
  }
  const extending = setInterval(() => {
    take(claim).catch((thrown: unknown) => {
      log().warn({ err: thrown }, "the claim of a realm could not be extended");
    });
  }, extendEveryMs);
  try {
    return await work(claim);
  } finally {
    clearInterval(extending);
    await release(claim);
  }
}

/** @throws AppError `connection.being_connected` when the claim has gone to somebody else meanwhile. */
export async function assertRealmClaim(
  sql: Sql,
  { environment, realmHash, token }: RealmClaim,
): Promise<void> {
  const { rowCount } = await sql.query(
    `SELECT FROM quickbooks_realm_claims
      WHERE environment = $1 AND realm_id_hash = $2 AND claim_token = $3 FOR UPDATE`,
    [environment, realmHash, token],
  );
  if (rowCount !== 1) throw new AppError("connection.being_connected");
}

/** Takes it, or holds on to it. False while somebody else has it. */
async function take({ environment, realmHash, token }: RealmClaim): Promise<boolean> {
  const { rowCount } = await withoutTenant((sql) =>
    sql.query(
      `INSERT INTO quickbooks_realm_claims AS claim (environment, realm_id_hash, claim_token, claimed_until)
       VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
       ON CONFLICT (environment, realm_id_hash) DO UPDATE
         SET claim_token = excluded.claim_token, claimed_until = excluded.claimed_until
         WHERE claim.claim_token = excluded.claim_token OR claim.claimed_until < clock_timestamp()`,
      [environment, realmHash, token, claimMs],
    ),
  );
  return rowCount === 1;
}

async function release({ environment, realmHash, token }: RealmClaim): Promise<void> {
  await withoutTenant((sql) =>
    sql.query(
      `DELETE FROM quickbooks_realm_claims
        WHERE environment = $1 AND realm_id_hash = $2 AND claim_token = $3`,
      [environment, realmHash, token],
    ),
  );
}
