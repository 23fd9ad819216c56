import { randomUUID } from "node:crypto";

import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { createConnectedCompany } from "./connected-company.ts";

/** A company with a run under way, whose lease the test holds. */
export async function openRun(): Promise<RunLease> {
  const company = await createConnectedCompany();
  const lease = { ...company, syncId: parseSyncId(randomUUID()), leaseToken: randomUUID() };
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, heartbeat_at)
       VALUES ($1, $2, $3, 'full', 'person', 'running', $4, now())`,
      [lease.syncId, lease.organizationId, lease.companyId, lease.leaseToken],
    ),
  );
  return lease;
}
