import { asFirm } from "../db/scope.ts";
import { countCallsSql, type CallCounts } from "./call-counts.ts";
import type { RunLease } from "./run-lease.ts";

/**
 * Counts calls on their run whoever holds it by now, and also when it has ended: Intuit has counted them, and
 * counts only add up.
 */
export async function countLateCalls(lease: RunLease, calls: CallCounts): Promise<void> {
  await asFirm(lease.organizationId, (sql) =>
    sql.query(statement, [lease.syncId, calls.metered, calls.free, calls.failed, calls.throttled]),
  );
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET metered_calls = metered_calls + $2::integer,
      api_calls = api_calls + $2::integer + $3::integer + $4::integer + $5::integer
    WHERE id = $1 RETURNING organization_id, company_id
  ), meter AS (${countCallsSql("run", 2)})
  SELECT FROM run`;
