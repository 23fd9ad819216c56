import { AppError } from "#lib/core/app-error.ts";
import type { SyncId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** Why a person's decision on a run cannot be carried out: there is no such run, or `why`. */
export async function rejectDecision(sql: TenantSql, syncId: SyncId, why: string): Promise<AppError> {
  const { rowCount } = await sql.query(
    "SELECT FROM quickbooks_syncs WHERE id = $1 AND organization_id = $2",
    [syncId, sql.organization],
  );
  return rowCount === 0 ? new AppError("request.not_found") : new AppError("request.conflict", why);
}
