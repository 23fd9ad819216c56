// In which form each type of a company is asked for, while QuickBooks refuses the usual one.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { assertLease } from "../with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** After so long the usual form is tried again. */
const rememberedFor = "1 day";

/** The clauses that QuickBooks refused within the last day, of types of which it refused any. */
export async function listRejectedClauses(
  lease: RunLease,
): Promise<ReadonlyMap<RecordType, readonly string[]>> {
  const { rows } = await withTenant(lease.organizationId, (sql) =>
    sql.query<{ record_type: string; rejected_clauses: string[] }>(
      `SELECT record_type, rejected_clauses FROM company_record_types
       WHERE company_id = $1 AND organization_id = $2 AND clauses_rejected_at > clock_timestamp() - interval '${rememberedFor}'
         AND cardinality(rejected_clauses) > 0`,
      [lease.companyId, sql.organization],
    ),
  );
  return new Map(
    rows.flatMap((row) => (isRecordType(row.record_type) ? [[row.record_type, row.rejected_clauses]] : [])),
  );
}

/**
 * Remembers for a day what has to be left out.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function storeRejectedClauses(
  lease: RunLease,
  recordType: RecordType,
  clauses: readonly string[],
): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `INSERT INTO company_record_types
         (organization_id, company_id, record_type, rejected_clauses, clauses_rejected_at)
       VALUES ($1, $2, $3, $4, clock_timestamp())
       ON CONFLICT (company_id, record_type) DO UPDATE SET rejected_clauses = $4,
         clauses_rejected_at = clock_timestamp()
       WHERE company_record_types.organization_id = excluded.organization_id`,
      [lease.organizationId, lease.companyId, recordType, clauses],
    );
  });
}
