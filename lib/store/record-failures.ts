import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { isDatabaseError } from "#lib/db/database-error.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { isOfSystem } from "./write/page-errors.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import type { UnreadableRecord } from "./write/incoming-page.ts";

/**
 * Keeps what could not be imported, once per record: seen again it counts another attempt. One that a
 * person chose to ignore stays ignored.
 */
export async function saveFailures(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  failures: readonly UnreadableRecord[],
): Promise<void> {
  if (failures.length === 0) return;
  // Records without a readable Id share one place, and one statement cannot write a row twice.
  const perRecord = [...new Map(failures.map((one) => [one.sourceId, one])).values()];
  await sql.query("SAVEPOINT before_failures");
  try {
    await insertFailures(sql, lease, recordType, perRecord);
  } catch (thrown) {
    if (!isDatabaseError(thrown) || isOfSystem(thrown)) throw thrown;
    // JSON that PostgreSQL does not take for such (nested too deeply) is kept as a text.
    await sql.query("ROLLBACK TO SAVEPOINT before_failures");
    const quoted = perRecord.map((one) => ({ ...one, json: JSON.stringify(one.json) }));
    await insertFailures(sql, lease, recordType, quoted);
  }
}

async function insertFailures(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  perRecord: readonly UnreadableRecord[],
): Promise<void> {
  await sql.query(
    `INSERT INTO record_failures AS known
       (id, organization_id, company_id, record_type, source_id, reason, detail, source, sync_id)
     SELECT gen_random_uuid(), $1, $2, $3, failed.source_id, failed.reason, failed.detail, failed.source::json, $4
     FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) AS failed (source_id, reason, detail, source)
     ON CONFLICT (company_id, record_type, source_id) DO UPDATE SET
       reason = excluded.reason, detail = excluded.detail, source = excluded.source, sync_id = excluded.sync_id,
       attempts = CASE WHEN known.state = 'resolved' THEN 1 ELSE known.attempts + 1 END,
       first_seen_at = CASE WHEN known.state = 'resolved' THEN now() ELSE known.first_seen_at END,
       last_seen_at = now(), resolved_at = NULL,
       state = CASE WHEN known.state = 'ignored' THEN known.state ELSE 'open' END
     WHERE known.organization_id = excluded.organization_id`,
    [
      lease.organizationId,
      lease.companyId,
      recordType,
      lease.syncId,
      perRecord.map((one) => one.sourceId),
      perRecord.map((one) => one.reason),
      perRecord.map((one) => one.detail),
      perRecord.map((one) => one.json),
    ],
  );
}

/** Closes the failures of records that have been imported, or are gone, after all. */
export async function resolveFailures(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<void> {
  await sql.query({
    name: "resolve_failures",
    text: `UPDATE record_failures SET state = 'resolved', resolved_at = now(), sync_id = $4
           WHERE company_id = $1 AND organization_id = $5 AND record_type = $2 AND source_id = ANY ($3)
             AND state <> 'resolved'`,
    values: [lease.companyId, recordType, sourceIds, lease.syncId, sql.organization],
  });
}

/** Types of which some record waits to be readable. */
export async function listOpenFailureTypes(
  sql: TenantSql,
  companyId: CompanyId,
): Promise<readonly RecordType[]> {
  const { rows } = await sql.query<{ record_type: string }>(
    `SELECT DISTINCT record_type FROM record_failures
     WHERE company_id = $1 AND organization_id = $2 AND state <> 'resolved'`,
    [companyId, sql.organization],
  );
  return rows.map((row) => row.record_type).filter(isRecordType);
}

/**
 * Closes the failures of records without a readable Id, of types that the run has read whole and of which
 * it met no unreadable record.
 */
export async function resolveMissingId(
  sql: TenantSql,
  lease: RunLease,
  readWhole: readonly RecordType[],
): Promise<void> {
  await sql.query(
    `UPDATE record_failures failure SET state = 'resolved', resolved_at = now(), sync_id = $2
     FROM quickbooks_sync_steps step
     WHERE failure.company_id = $1 AND failure.organization_id = $4 AND failure.source_id = '' AND failure.state <> 'resolved'
       AND step.sync_id = $2 AND step.organization_id = $4 AND step.record_type = failure.record_type AND step.failed = 0
       AND failure.record_type = ANY ($3)`,
    [lease.companyId, lease.syncId, readWhole, sql.organization],
  );
}
