import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import type { CompanyNames } from "#lib/contracts/company-names.ts";
import { withTenant } from "#lib/db/scope.ts";

/** All of them, by name: a firm has thousands at most. */
export async function listCompanyNames(actor: Actor): Promise<CompanyNames> {
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<CompanyNames["companies"][number]>(
      `SELECT c.id, c.name FROM companies c
        WHERE c.archived_at IS NULL AND ${companyVisibleSql(actor, "c.id")} ORDER BY lower(c.name), c.id`,
    ),
  );
  return { companies: rows };
}
