import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import { containsPattern } from "#lib/db/like-pattern.ts";
import { withTenant } from "#lib/db/scope.ts";

export interface ListedConnection {
  readonly companyId: string;
  readonly companyName: string;
  readonly quickbooksName: string | null;
  /** Null: never connected. */
  readonly state: ConnectionState | null;
  readonly since: string | null;
  readonly environment: "sandbox" | "production" | null;
  readonly connectedBy: string | null;
  readonly consentedAt: string | null;
  readonly accessEndsAt: string | null;
  readonly consentEndsAt: string | null;
}

export interface ConnectionList {
  readonly connections: readonly ListedConnection[];
  readonly matching: number;
  readonly total: number;
  /** Of all that the actor may open. */
  readonly connected: number;
  readonly needHelp: number;
}

export const connectionsPageSize = 50;

interface Row extends Omit<ListedConnection, "since" | "consentedAt" | "accessEndsAt" | "consentEndsAt"> {
  readonly since: Date | null;
  readonly consentedAt: Date | null;
  readonly accessEndsAt: Date | null;
  readonly consentEndsAt: Date | null;
  readonly matching: number;
}

/** What needs a person first. Never reads a sealed column. */
export async function listConnections(
  actor: PersonActor,
  query: { readonly search: string; readonly page: number },
): Promise<ConnectionList> {
  return withTenant(actor.organizationId, async (sql) => {
    const visible = `c.archived_at IS NULL AND ${companyVisibleSql(actor, "c.id")}`;
    const counted = await sql.query<{ total: number; connected: number; needHelp: number }>(
      `SELECT count(*)::int AS total,
              count(*) FILTER (WHERE k.state IN ('connected', 'refreshing', 'paused', 'subscription_lapsed', 'access_denied'))::int AS connected,
              count(*) FILTER (WHERE k.state IN ('needs_reconnect', 'revoked', 'subscription_lapsed', 'access_denied'))::int AS "needHelp"
         FROM companies c LEFT JOIN quickbooks_connections k
           ON k.company_id = c.id AND k.organization_id = c.organization_id WHERE ${visible}`,
    );
    const { rows } = await sql.query<Row>(
      `SELECT c.id AS "companyId", c.name AS "companyName", k.company_name AS "quickbooksName", k.state,
              k.state_since AS since, k.environment, u.name AS "connectedBy", k.consented_at AS "consentedAt",
              t.refresh_expires_at AS "accessEndsAt", t.refresh_hard_expires_at AS "consentEndsAt",
              count(*) OVER ()::int AS matching
         FROM companies c
         LEFT JOIN quickbooks_connections k ON k.company_id = c.id AND k.organization_id = c.organization_id
         LEFT JOIN quickbooks_tokens t ON t.connection_id = k.id AND t.organization_id = k.organization_id
         LEFT JOIN users u ON u.id = k.connected_by_user_id
        WHERE ${visible} AND ($1 = '' OR c.name ILIKE $2 OR k.company_name ILIKE $2)
        ORDER BY CASE WHEN k.state IN ('needs_reconnect', 'revoked', 'access_denied') THEN 0 WHEN k.state = 'subscription_lapsed' THEN 1
                      WHEN k.state IN ('connected', 'refreshing') THEN 2 WHEN k.state = 'paused' THEN 3 ELSE 4 END,
                 lower(c.name), c.id
        LIMIT ${connectionsPageSize} OFFSET $3`,
      [query.search, containsPattern(query.search), (query.page - 1) * connectionsPageSize],
    );
    return {
      ...(counted.rows[0] ?? { total: 0, connected: 0, needHelp: 0 }),
      matching: rows[0]?.matching ?? 0,
      connections: rows.map(({ matching: _, ...row }) => ({
        ...row,
        since: row.since?.toISOString() ?? null,
        consentedAt: row.consentedAt?.toISOString() ?? null,
        accessEndsAt: row.accessEndsAt?.toISOString() ?? null,
        consentEndsAt: row.consentEndsAt?.toISOString() ?? null,
      })),
    };
  });
}
