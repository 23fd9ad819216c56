// In which form each type of a company is asked for, while QuickBooks refuses the usual one.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { asFirm } from "#lib/db/scope.ts";
import { holdingLease } from "../with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** After so long the usual form is tried again. */
const rememberedFor = "1 day";

/** The clauses that QuickBooks refused within the last day, of types of which it refused any. */
export async function listRefusedClauses(
  lease: RunLease,
): Promise<ReadonlyMap<RecordType, readonly string[]>> {
  const { rows } = await asFirm(lease.organizationId, (sql) =>
    sql.query<{ record_type: string; refused_clauses: string[] }>(
      `SELECT record_type, refused_clauses FROM company_record_types
       WHERE company_id = $1 AND organization_id = $2 AND clauses_refused_at > clock_timestamp() - interval '${rememberedFor}'
         AND cardinality(refused_clauses) > 0`,
      [lease.companyId, sql.organization],
    ),
  );
  return new Map(
    rows.flatMap((row) => (isRecordType(row.record_type) ? [[row.record_type, row.refused_clauses]] : [])),
  );
}

/**
 * Remembers for a day what has to be left out, and says so on the run's step.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function noteRefusedClauses(
  lease: RunLease,
  recordType: RecordType,
  clauses: readonly string[],
): Promise<void> {
  await asFirm(lease.organizationId, async (sql) => {
    await holdingLease(sql, lease);
    await sql.query(
      `INSERT INTO company_record_types
         (organization_id, company_id, record_type, refused_clauses, clauses_refused_at)
       VALUES ($1, $2, $3, $4, clock_timestamp())
       ON CONFLICT (company_id, record_type) DO UPDATE SET refused_clauses = $4,
         clauses_refused_at = clock_timestamp()
       WHERE company_record_types.organization_id = excluded.organization_id`,
      [lease.organizationId, lease.companyId, recordType, clauses],
    );
  });
}

/** Says on the run's step which clauses were left out of its queries. @throws AppError `sync.lease_lost` */
export async function noteLeftOutClauses(
  lease: RunLease,
  recordType: RecordType,
  clauses: readonly string[],
): Promise<void> {
  await asFirm(lease.organizationId, async (sql) => {
    await holdingLease(sql, lease);
    await sql.query(
      `INSERT INTO quickbooks_sync_steps AS step
         (organization_id, company_id, sync_id, record_type, state, started_at, left_out_clauses)
       VALUES ($1, $2, $3, $4, 'running', now(), $5)
       ON CONFLICT (sync_id, record_type) DO UPDATE SET left_out_clauses = $5
       WHERE step.organization_id = excluded.organization_id`,
      [lease.organizationId, lease.companyId, lease.syncId, recordType, clauses],
    );
  });
}
