import type { SyncId } from "../core/ids.ts";
import type { Sql } from "../db/scope.ts";
import { countCallsSql } from "./call-counts.ts";

/**
 * Counts on a run the metered calls of a holder that died before it could store them: as many as were booked
 * for the company since the run was first held, and are not on the run. In the claim's transaction.
 */
export async function countLostCalls(sql: Sql, syncId: SyncId): Promise<void> {
  const { rows } = await sql.query<{ lost: number }>(
    `SELECT (pace.run_metered - run.metered_from - run.metered_calls)::integer AS lost
     FROM quickbooks_syncs AS run JOIN quickbooks_paces AS pace USING (company_id) WHERE run.id = $1`,
    [syncId],
  );
  const lost = rows[0]?.lost ?? 0;
  if (lost <= 0) return;
  await sql.query(statement, [syncId, lost, 0, 0, 0]);
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET metered_calls = metered_calls + $2::integer, api_calls = api_calls + $2::integer
    WHERE id = $1 RETURNING organization_id, company_id
  ), meter AS (${countCallsSql("run", 2)})
  SELECT FROM run`;
