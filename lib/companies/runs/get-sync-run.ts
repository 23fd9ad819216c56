import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import { allRecordTypes } from "#lib/books/record-type.ts";
import type { SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { SyncId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { selectSyncRuns, toSyncRun, toSyncStep, type SyncRunRow, type SyncStepRow } from "./sync-run-row.ts";

/** @throws AppError `request.not_found`, also for a run of a company that the actor may not open. */
export async function getSyncRun(actor: Actor, id: SyncId): Promise<SyncRunWithSteps> {
  return withTenant(actor.organizationId, async (sql) => {
    const runs = await sql.query<SyncRunRow>(
      `${selectSyncRuns} WHERE s.id = $1 AND ${companyVisibleSql(actor, "s.company_id")}`,
      [id],
    );
    const run = runs.rows[0];
    if (!run) throw new AppError("request.not_found");
    const steps = await sql.query<SyncStepRow>(
      "SELECT * FROM quickbooks_sync_steps WHERE sync_id = $1 AND organization_id = $2",
      [id, sql.organization],
    );
    const order = new Map<string, number>(allRecordTypes.map((type, index) => [type, index]));
    const place = (row: SyncStepRow) => order.get(row.record_type) ?? order.size;
    return {
      ...toSyncRun(run),
      heartbeatAt: run.heartbeat_at?.toISOString() ?? null,
      steps: steps.rows.toSorted((left, right) => place(left) - place(right)).flatMap(toSyncStep),
    };
  });
}
