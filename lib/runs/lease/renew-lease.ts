import { AppError } from "#lib/core/app-error.ts";
import { doing } from "#lib/db/current-work.ts";
import { withTenantAsyncCommit } from "#lib/db/scope.ts";
import { countCallsSql, type CallCounts } from "../progress/call-counts.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";

/**
 * Shows that the holder is alive between commits, and counts its calls so far.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function renewLease(lease: RunLease, calls: CallCounts): Promise<void> {
  const renew = {
    name: "renew_lease",
    text: statement,
    values: [
      lease.syncId,
      lease.leaseToken,
      calls.metered,
      calls.free,
      calls.failed,
      calls.throttled,
      calls.requests,
      lease.organizationId,
      runTransitions.sourcesOf("renewed"),
    ],
  };
  const { rows } = await doing({ kind: "step" }, () =>
    withTenantAsyncCommit(lease.organizationId, (sql) => sql.query(renew)),
  );
  if (rows.length === 0) throw new AppError("sync.lease_lost");
}

const statement = `
  WITH run AS (
    UPDATE quickbooks_syncs SET heartbeat_at = clock_timestamp(),
      api_calls = api_calls + $7::integer,
      metered_calls = metered_calls + $3::integer
    WHERE id = $1 AND organization_id = $8 AND lease_token = $2 AND state = ANY ($9)
    RETURNING id, organization_id, company_id
  ), meter AS (${countCallsSql("run", 3)})
  SELECT id FROM run`;
