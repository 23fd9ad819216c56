import { recordTypeOfName } from "../quickbooks/entities.ts";
import type { RecordType } from "../books/record-type.ts";
import { asFirm } from "../db/scope.ts";
import type { RunLease } from "./run-lease.ts";

/** The types that the webhook events which a run answers are about. */
export async function listNamedTypes(lease: RunLease): Promise<ReadonlySet<RecordType>> {
  const { rows } = await asFirm(lease.organizationId, (sql) =>
    sql.query<{ entity: string }>(
      `SELECT DISTINCT entity FROM quickbooks_webhook_events
       WHERE sync_id = $1 AND organization_id = $2 AND entity IS NOT NULL`,
      [lease.syncId, sql.organization],
    ),
  );
  return new Set(rows.flatMap(({ entity }) => recordTypeOfName(entity) ?? []));
}
