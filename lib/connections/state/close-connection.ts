import type { ConnectionId, OrganizationId } from "#lib/core/ids.ts";
import type { SystemSql } from "#lib/db/scope.ts";

/** Takes its tokens from a connection that has been moved to "disconnected", and notes when. */
export async function closeConnection(
  sql: SystemSql,
  {
    organizationId,
    connectionId,
  }: { readonly organizationId: OrganizationId; readonly connectionId: ConnectionId },
): Promise<void> {
  await sql.query("DELETE FROM quickbooks_tokens WHERE connection_id = $1 AND organization_id = $2", [
    connectionId,
    organizationId,
  ]);
  await sql.query(
    "UPDATE quickbooks_connections SET disconnected_at = now() WHERE id = $1 AND organization_id = $2",
    [connectionId, organizationId],
  );
}
