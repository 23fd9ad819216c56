import type { ConnectionState } from "#lib/books/connection-state.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** Why a sync makes no sense in a state; null where asking QuickBooks is right. A lapsed subscription
 * may have been paid since, and only asking tells. */
const rejections = {
  connected: null,
  refreshing: null,
  subscription_lapsed: null,
  access_denied: null,
  needs_reconnect: "connection.needs_reconnect",
  revoked: "connection.needs_reconnect",
  disconnected: "connection.missing",
  paused: "connection.paused",
} satisfies Record<ConnectionState, ErrorCode | null>;

/** @throws AppError `request.not_found` or `connection.*`. */
export async function assertConnected(sql: TenantSql, companyId: CompanyId): Promise<void> {
  const { rows } = await sql.query<{ state: ConnectionState | null }>(
    `SELECT connection.state FROM companies company
     LEFT JOIN quickbooks_connections connection
       ON connection.company_id = company.id AND connection.organization_id = company.organization_id
     WHERE company.id = $1 AND company.organization_id = $2 AND company.archived_at IS NULL`,
    [companyId, sql.organization],
  );
  const found = rows[0];
  if (!found) throw new AppError("request.not_found");
  const rejection = found.state === null ? "connection.missing" : rejections[found.state];
  if (rejection) throw new AppError(rejection);
}
