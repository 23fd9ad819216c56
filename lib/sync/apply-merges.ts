import { asFirm } from "../db/scope.ts";
import { recordTypeOfName } from "../quickbooks/entities.ts";
import { findLive } from "../store/find-live.ts";
import { listToldMerges, repointMerged } from "../store/repoint-merged.ts";
import { askForMissing } from "./delete-records.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Follows the merges that webhooks told of; nothing else that QuickBooks says names both records. A
 * losing record that the changes did not bring is asked for: it may be gone, or only inactive.
 */
export async function applyMerges(context: RunContext): Promise<void> {
  const { lease } = context;
  for (const { name, winnerId, loserId } of await asFirm(lease.organizationId, (sql) =>
    listToldMerges(sql, lease),
  )) {
    const recordType = recordTypeOfName(name);
    if (recordType === null || winnerId === loserId) continue;
    const isNew = await repointMerged(lease, { recordType, winnerId, loserId });
    if (!isNew) continue;
    const live = await asFirm(lease.organizationId, (sql) =>
      findLive(sql, lease.companyId, recordType, [loserId]),
    );
    if (live.size > 0) await askForMissing(context, recordType, [loserId]);
  }
}
