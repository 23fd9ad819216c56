import { recordAudit } from "#lib/audit/record-audit.ts";
import type { Actor } from "#lib/core/actor.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

/**
 * Takes open import errors off the list of what needs a person. They are kept, and their records are imported
 * all the same once they can be. The caller has made sure that the actor may open the company.
 */
export async function ignoreRejectedRecords(
  actor: Actor,
  companyId: CompanyId,
  failureIds: readonly string[],
): Promise<{ readonly records: number }> {
  const { organizationId } = actor;
  return withTenant(organizationId, async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      `UPDATE record_failures SET state = 'ignored'
        WHERE company_id = $1 AND organization_id = $3 AND id = ANY ($2) AND state = 'open'
        RETURNING id`,
      [companyId, failureIds, sql.organization],
    );
    // Ids that are not open here, or not this company's, have changed nothing that could be written down.
    if (rows.length > 0) {
      await recordAudit(sql, {
        organizationId,
        companyId,
        actor,
        action: "record.ignored",
        detail: { records: rows.length, failureIds: rows.map(({ id }) => id) },
      });
    }
    return { records: rows.length };
  });
}
