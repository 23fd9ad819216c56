// A name that was deleted or made inactive may have been merged into another without a word, and its
// documents may refer to the winner by now. Each is looked at once: entities.references_checked_at says so.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export interface UncheckedName {
  readonly recordType: RecordType;
  readonly sourceId: string;
}

/** Lost names whose documents have not been looked at since they became so; up to `most`. */
export async function listUncheckedNames(
  lease: RunLease,
  kinds: readonly RecordType[],
  most: number,
): Promise<readonly UncheckedName[]> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<{ kind: string; source_id: string }>(
      `SELECT kind, source_id FROM entities
       WHERE company_id = $1 AND organization_id = $4 AND references_checked_at IS NULL AND merged_into_id IS NULL
         AND (NOT active OR deleted_at IS NOT NULL) AND kind = ANY ($2)
       ORDER BY kind, source_id LIMIT $3`,
      [lease.companyId, kinds, most, sql.organization],
    ),
  );
  return rows.flatMap((row) =>
    isRecordType(row.kind) ? [{ recordType: row.kind, sourceId: row.source_id }] : [],
  );
}

/** @throws AppError `sync.lease_lost` */
export async function markNamesChecked(
  lease: RunLease,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `UPDATE entities SET references_checked_at = now()
       WHERE company_id = $1 AND organization_id = $4 AND kind = $2 AND source_id = ANY ($3)`,
      [lease.companyId, recordType, sourceIds, sql.organization],
    );
  });
}

/**
 * All documents were read from `readFrom` on: names that were lost by then need no look of their own.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function markNamesReadWhole(lease: RunLease, readFrom: Date): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `UPDATE entities SET references_checked_at = now()
       WHERE company_id = $1 AND organization_id = $3 AND references_checked_at IS NULL AND merged_into_id IS NULL
         AND (NOT active OR deleted_at IS NOT NULL)
         AND coalesce(deleted_at, source_updated_at) < $2`,
      [lease.companyId, readFrom, sql.organization],
    );
  });
}
