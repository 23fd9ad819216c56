import type { RecordType } from "#lib/books/record-type.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";
import { withTenant } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";

/** Says on the run's step which clauses were left out of its queries. @throws AppError `sync.lease_lost` */
export async function storeOmittedClauses(
  lease: RunLease,
  recordType: RecordType,
  clauses: readonly string[],
): Promise<void> {
  await withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `INSERT INTO quickbooks_sync_steps AS step
         (organization_id, company_id, sync_id, record_type, state, started_at, omitted_clauses)
       VALUES ($1, $2, $3, $4, $6, now(), $5)
       ON CONFLICT (sync_id, record_type) DO UPDATE SET omitted_clauses = $5
       WHERE step.organization_id = excluded.organization_id`,
      [
        lease.organizationId,
        lease.companyId,
        lease.syncId,
        recordType,
        clauses,
        stepTransitions.createdBy("worked_on"),
      ],
    );
  });
}
