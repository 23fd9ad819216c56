// The stored grant: a connection with its sealed token pair. Only this folder opens it.

import type { CompanyId, ConnectionId, OrganizationId } from "#lib/core/ids.ts";
import { open, seal } from "#lib/crypto/seal.ts";
import { ofScope, type ScopedSql } from "#lib/db/of-scope.ts";
import type { Sql } from "#lib/db/scope.ts";
import type { TokenPair } from "#lib/quickbooks/oauth/token-pair.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";

export interface Grant {
  readonly connectionId: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly state: ConnectionState;
  readonly accessTokenSealed: string;
  readonly refreshTokenSealed: string;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
  readonly refreshHardExpiresAt: Date | null;
  readonly generation: number;
  /** Set: Intuit was asked at that time and its answer was not stored. */
  readonly refreshStartedAt: Date | null;
  readonly refreshedAt: Date;
  readonly consentedAt: Date;
  /** By the database's clock, which all processes share. */
  readonly claimed: boolean;
}

/** An access token to send, and which pair it belongs to. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: Date;
  readonly generation: number;
}

/**
 * Null when the company has no tokens. `lock` keeps others from claiming or replacing the pair until the
 * transaction ends: always the token row first, then the connection, then the company. Both rows are
 * locked, because a row that is only joined is seen as it was before the wait for the other's lock.
 */
export async function findGrant(sql: ScopedSql, company: CompanyId, lock = false): Promise<Grant | null> {
  const { rows } = await sql.query<Grant>(
    `SELECT t.connection_id AS "connectionId", t.organization_id AS "organizationId",
            t.company_id AS "companyId", c.state, t.access_token_sealed AS "accessTokenSealed",
            t.refresh_token_sealed AS "refreshTokenSealed", t.access_expires_at AS "accessExpiresAt",
            t.refresh_expires_at AS "refreshExpiresAt",
            t.refresh_hard_expires_at AS "refreshHardExpiresAt", t.generation,
            t.refresh_started_at AS "refreshStartedAt", t.refreshed_at AS "refreshedAt",
            c.consented_at AS "consentedAt",
            coalesce(t.refresh_claimed_until > clock_timestamp(), false) AS claimed
       FROM quickbooks_tokens t JOIN quickbooks_connections c
         ON c.id = t.connection_id AND c.organization_id = t.organization_id
      WHERE t.company_id = $1 AND ${ofScope(sql, "t.organization_id")} ${lock ? "FOR UPDATE OF t, c" : ""}`,
    [company],
  );
  return rows[0] ?? null;
}

/**
 * The token in clear, also when it has expired.
 *
 * @throws AppError `secret.unreadable`
 */
export function openAccessToken(grant: Grant): AccessToken {
  return {
    value: open(grant.accessTokenSealed, { owner: grant.companyId, field: "access_token" }),
    expiresAt: grant.accessExpiresAt,
    generation: grant.generation,
  };
}

/**
 * Any sealed refresh token of `owner`, the one that is stored or an earlier one.
 *
 * @throws AppError `secret.unreadable`, also for a token of another company.
 */
export function openRefreshToken(owner: CompanyId, sealed: string): string {
  return open(sealed, { owner, field: "refresh_token" });
}

/**
 * Puts a new pair in place of generation `over`. False when the row has moved on or is gone, and then
 * nothing was written.
 */
export async function replacePair(
  sql: Sql,
  grant: Pick<Grant, "companyId" | "connectionId" | "organizationId">,
  pair: TokenPair,
  over: number,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE quickbooks_tokens
        SET access_token_sealed = $3, refresh_token_sealed = $4, access_expires_at = $5,
            refresh_expires_at = $6, refresh_hard_expires_at = coalesce($7, refresh_hard_expires_at),
            generation = generation + 1, refresh_started_at = NULL, refresh_claimed_until = NULL,
            refreshed_at = now()
      WHERE connection_id = $1 AND generation = $2 AND organization_id = $8`,
    [grant.connectionId, over, ...sealedColumns(grant.companyId, pair), grant.organizationId],
  );
  return rowCount === 1;
}

/** The pair of a fresh consent, over whatever stood there: Intuit has ended the older one. */
export async function putConsentedPair(
  sql: Sql,
  grant: Pick<Grant, "companyId" | "connectionId" | "organizationId">,
  pair: TokenPair,
): Promise<void> {
  await sql.query(
    `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
            refresh_token_sealed, access_expires_at, refresh_expires_at, refresh_hard_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (connection_id) DO UPDATE
        SET access_token_sealed = excluded.access_token_sealed,
            refresh_token_sealed = excluded.refresh_token_sealed,
            access_expires_at = excluded.access_expires_at,
            refresh_expires_at = excluded.refresh_expires_at,
            refresh_hard_expires_at = excluded.refresh_hard_expires_at,
            generation = quickbooks_tokens.generation + 1,
            refresh_started_at = NULL, refresh_claimed_until = NULL, refreshed_at = now()
      WHERE quickbooks_tokens.organization_id = excluded.organization_id`,
    [grant.connectionId, grant.organizationId, grant.companyId, ...sealedColumns(grant.companyId, pair)],
  );
}

function sealedColumns(
  owner: CompanyId,
  pair: TokenPair,
): readonly [string, string, Date, Date, Date | null] {
  return [
    seal(pair.accessToken, { owner, field: "access_token" }),
    seal(pair.refreshToken, { owner, field: "refresh_token" }),
    pair.accessExpiresAt,
    pair.refreshExpiresAt,
    pair.refreshHardExpiresAt,
  ];
}
