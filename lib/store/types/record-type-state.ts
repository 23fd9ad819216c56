// What is known of each record type of a company, beyond any single run.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { assertLease } from "../with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export interface RecordTypeState {
  readonly recordType: RecordType;
  /** Null until QuickBooks was asked. */
  readonly offered: boolean | null;
  /** QuickBooks refused to report it in change data capture, so it is asked for by itself. */
  readonly notInCdc: boolean;
  /** When QuickBooks was last asked for a type that it does not offer; by our clock. */
  readonly lastAskedAt: Date | null;
  /** Null until the type has been read whole. */
  readonly backfilledAt: Date | null;
  /** The copy was complete as of this QuickBooks time. */
  readonly currentAsOf: Date | null;
  /** Why it is not, in words for a person. */
  readonly lastError: string | null;
}

interface StateRow {
  readonly record_type: string;
  readonly offered: boolean | null;
  readonly not_in_cdc: boolean;
  readonly last_asked_at: Date | null;
  readonly backfilled_at: Date | null;
  readonly current_as_of: Date | null;
  readonly last_error: string | null;
}

/** Absent: nothing is known of the type yet. Types that this version does not know are left out. */
export async function listRecordTypeStates(
  sql: TenantSql,
  companyId: CompanyId,
): Promise<ReadonlyMap<RecordType, RecordTypeState>> {
  const { rows } = await sql.query<StateRow>(
    `SELECT record_type, offered, not_in_cdc, last_asked_at, backfilled_at, current_as_of, last_error
     FROM company_record_types WHERE company_id = $1 AND organization_id = $2`,
    [companyId, sql.organization],
  );
  const states = new Map<RecordType, RecordTypeState>();
  for (const row of rows) {
    const recordType = row.record_type;
    if (!isRecordType(recordType)) continue;
    states.set(recordType, {
      recordType,
      offered: row.offered,
      notInCdc: row.not_in_cdc,
      lastAskedAt: row.last_asked_at,
      backfilledAt: row.backfilled_at,
      currentAsOf: row.current_as_of,
      lastError: row.last_error,
    });
  }
  return states;
}

/** In the caller's transaction. @param askedAt Default: now. */
export async function storeNotOffered(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  why: string,
  askedAt: Date | null,
): Promise<void> {
  await sql.query(
    `INSERT INTO company_record_types (organization_id, company_id, record_type, offered, not_offered_reason, last_asked_at)
     VALUES ($1, $2, $3, false, $4, coalesce($5, clock_timestamp()))
     ON CONFLICT (company_id, record_type) DO UPDATE SET offered = false, not_offered_reason = $4,
       last_asked_at = excluded.last_asked_at, last_error = NULL
     WHERE company_record_types.organization_id = excluded.organization_id`,
    [lease.organizationId, lease.companyId, recordType, why, askedAt],
  );
}

/** @throws AppError `sync.lease_lost` */
export async function markNotInCdc(lease: RunLease, recordType: RecordType): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `UPDATE company_record_types SET not_in_cdc = true
       WHERE company_id = $1 AND record_type = $2 AND organization_id = $3`,
      [lease.companyId, recordType, sql.organization],
    );
  });
}

/**
 * The copy of these types is complete as of `asOf`: they were read whole, or their changes were. After a
 * whole reading QuickBooks is also asked for changes again of types for which it had refused them.
 */
export async function markCurrent(
  sql: TenantSql,
  lease: RunLease,
  recordTypes: readonly RecordType[],
  asOf: Date,
  readWhole: boolean,
): Promise<void> {
  await sql.query(
    `INSERT INTO company_record_types AS known
       (organization_id, company_id, record_type, offered, current_as_of, backfilled_at)
     SELECT $1, $2, record_type, true, $4, CASE WHEN $5 THEN now() END FROM unnest($3::text[]) AS record_type
     ON CONFLICT (company_id, record_type) DO UPDATE SET offered = true, not_offered_reason = NULL, last_error = NULL,
       not_in_cdc = known.not_in_cdc AND NOT $5,
       current_as_of = CASE WHEN $5 THEN excluded.current_as_of
         ELSE greatest(known.current_as_of, excluded.current_as_of) END,
       backfilled_at = coalesce(excluded.backfilled_at, known.backfilled_at)
     WHERE known.organization_id = excluded.organization_id`,
    [lease.organizationId, lease.companyId, recordTypes, asOf, readWhole],
  );
}

/**
 * `message` is for a person. It stands until the type is current again or is not offered. The caller's
 * transaction has checked the lease.
 */
export async function storeTypeError(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  message: string,
): Promise<void> {
  await sql.query(
    `INSERT INTO company_record_types (organization_id, company_id, record_type, last_error)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (company_id, record_type) DO UPDATE SET last_error = $4
     WHERE company_record_types.organization_id = excluded.organization_id`,
    [lease.organizationId, lease.companyId, recordType, message],
  );
}
