import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { companyVisibleSql } from "../visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";

/**
 * False for another firm's company and one that does not exist, as for one that was not assigned to the
 * person.
 */
export async function canSeeCompany(actor: Actor, company: CompanyId): Promise<boolean> {
  return withTenant(actor.organizationId, async (sql) => {
    const { rowCount } = await sql.query(
      `SELECT FROM companies c WHERE c.id = $1 AND ${companyVisibleSql(actor, "c.id")}`,
      [company],
    );
    return rowCount === 1;
  });
}

/**
 * Another firm's company, one that was not assigned and one that does not exist are the same to the
 * person who asks: the answer does not tell which ids exist.
 *
 * @throws AppError `request.not_found`.
 */
export async function requireCompany(actor: Actor, company: CompanyId): Promise<void> {
  if (!(await canSeeCompany(actor, company))) throw new AppError("request.not_found");
}
