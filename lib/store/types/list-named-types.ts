import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** The types that the webhook events which a run answers are about. */
export async function listNamedTypes(lease: RunLease): Promise<ReadonlySet<RecordType>> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<{ entity: string }>(
      `SELECT DISTINCT entity FROM quickbooks_webhook_events
       WHERE sync_id = $1 AND organization_id = $2 AND entity IS NOT NULL`,
      [lease.syncId, sql.organization],
    ),
  );
  return new Set(rows.flatMap(({ entity }) => recordTypeOfName(entity) ?? []));
}
