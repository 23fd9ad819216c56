import type { RecordType } from "#lib/books/record-type.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { withTenant } from "#lib/db/scope.ts";
import { storeNotOffered } from "#lib/store/types/record-type-state.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import { moveSteps } from "./move-steps.ts";

/**
 * Notes on the type and on the run's step that QuickBooks does not offer it to the company.
 *
 * @param why For a person.
 * @param askedAt By QuickBooks' clock. Default: now.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function markNotOffered(
  lease: RunLease,
  recordType: RecordType,
  why: string,
  askedAt: Date | null = null,
): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await storeNotOffered(sql, lease, recordType, why, askedAt);
    await moveSteps(sql, lease, [recordType], "withheld");
  });
}
