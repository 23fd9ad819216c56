import { recordAudit } from "#lib/audit/record-audit.ts";
import { userIdOf, type Actor } from "#lib/core/actor.ts";
import type { RetryFailures } from "#lib/contracts/record-failures.ts";
import type { CompanyId, SyncId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { retryFailures } from "#lib/sync/schedule/retry-failures.ts";

/**
 * Asks QuickBooks for rejected records once more, some or all of a kind. What can now be imported closes
 * its failure. The caller has made sure that the actor may open the company.
 *
 * @throws AppError `request.not_found` when nothing open fits, `connection.*`.
 */
export async function retryRejectedRecords(
  actor: Actor,
  companyId: CompanyId,
  which: RetryFailures,
): Promise<{ readonly records: number; readonly syncId: SyncId }> {
  return withTenant(actor.organizationId, async (sql) => {
    const failureIds = "ids" in which ? which.ids : await findOpen(sql, companyId, which);
    const { syncId } = await retryFailures(sql, {
      organizationId: actor.organizationId,
      companyId,
      requestedById: userIdOf(actor),
      failureIds,
    });
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId,
      actor,
      action: "record.retried",
      detail: { records: failureIds.length, syncId },
    });
    return { records: failureIds.length, syncId };
  });
}

type OfAKind = Exclude<RetryFailures, { readonly ids: unknown }>;

async function findOpen(
  sql: TenantSql,
  companyId: CompanyId,
  { recordType, reason }: OfAKind,
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM record_failures
      WHERE company_id = $1 AND organization_id = $4 AND state = 'open' AND record_type = $2
        AND ($3::text IS NULL OR reason = $3)`,
    [companyId, recordType, reason ?? null, sql.organization],
  );
  return rows.map(({ id }) => id);
}
