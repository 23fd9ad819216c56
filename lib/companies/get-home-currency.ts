import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

/**
 * The currency that a company keeps its books in; null while it is not known.
 *
 * @throws AppError `request.not_found`, also for a company that the actor may not open.
 */
export async function getHomeCurrency(actor: Actor, id: CompanyId): Promise<string | null> {
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<{ home_currency: string | null }>(
      `SELECT home_currency FROM companies WHERE id = $1 AND archived_at IS NULL AND ${companyVisibleSql(actor, "id")}`,
      [id],
    ),
  );
  const [company] = rows;
  if (!company) throw new AppError("request.not_found");
  return company.home_currency;
}
