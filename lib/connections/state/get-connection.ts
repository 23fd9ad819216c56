import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, ConnectionId, OrganizationId, RealmId } from "#lib/core/ids.ts";
import { parseRealmId } from "#lib/core/ids.ts";
import { open } from "#lib/crypto/seal.ts";
import { ofScope, type ScopedSql } from "#lib/db/of-scope.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";

export interface Connection {
  readonly id: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly state: ConnectionState;
  readonly realmIdSealed: string;
}

/** @throws AppError `connection.missing` for a company that was never connected. */
export async function getConnection(sql: ScopedSql, company: CompanyId): Promise<Connection> {
  const { rows } = await sql.query<Connection>(
    `SELECT id, organization_id AS "organizationId", company_id AS "companyId", state,
            realm_id_sealed AS "realmIdSealed"
       FROM quickbooks_connections WHERE company_id = $1 AND ${ofScope(sql)}`,
    [company],
  );
  const connection = rows[0];
  if (!connection) throw new AppError("connection.missing");
  return connection;
}

/**
 * Intuit's id of the company in clear; pages and logs never see it.
 *
 * @throws AppError `secret.unreadable`
 */
export function openRealm(connection: Pick<Connection, "companyId" | "realmIdSealed">): RealmId {
  return parseRealmId(open(connection.realmIdSealed, { owner: connection.companyId, field: "realm_id" }));
}
