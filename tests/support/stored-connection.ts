import type { CompanyId } from "#lib/core/ids.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";
import { asSystem } from "#lib/db/scope.ts";

export interface StoredConnection {
  readonly state: ConnectionState;
  readonly stateCause: string | null;
  /** Null when no tokens are held. */
  readonly generation: number | null;
  readonly refreshStartedAt: Date | null;
  readonly refreshClaimedUntil: Date | null;
  readonly accessTokenSealed: string | null;
  readonly refreshTokenSealed: string | null;
  readonly realmIdSealed: string;
  readonly realmIdHash: string;
}

/** What the database holds, tokens still sealed. Null for a company that was never connected. */
export async function findStoredConnection(company: CompanyId): Promise<StoredConnection | null> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<StoredConnection>(
      `SELECT c.state, c.state_cause AS "stateCause", t.generation, t.refresh_started_at AS "refreshStartedAt",
              t.refresh_claimed_until AS "refreshClaimedUntil", t.access_token_sealed AS "accessTokenSealed",
              t.refresh_token_sealed AS "refreshTokenSealed", c.realm_id_sealed AS "realmIdSealed",
              c.realm_id_hash AS "realmIdHash"
         FROM quickbooks_connections c LEFT JOIN quickbooks_tokens t ON t.connection_id = c.id
        WHERE c.company_id = $1`,
      [company],
    );
    return rows[0] ?? null;
  });
}

/** Our copy of the access token counts as run out; QuickBooks' may still be good. */
export async function expireStoredAccess(company: CompanyId): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      "UPDATE quickbooks_tokens SET access_expires_at = now() - interval '1 minute' WHERE company_id = $1",
      [company],
    ),
  );
}

/** As if the process that claimed the refresh had been dead for as long as its claim lasts. */
export async function lapseClaim(company: CompanyId): Promise<void> {
  await asSystem((sql) =>
    sql.query("UPDATE quickbooks_tokens SET refresh_claimed_until = now() WHERE company_id = $1", [company]),
  );
}
