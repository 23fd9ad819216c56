import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { companyVisibleSql, type Viewer } from "../viewer.ts";

export async function canSeeCompany(viewer: Viewer, company: CompanyId): Promise<boolean> {
  return withTenant(viewer.organizationId, async (sql) => {
    const { rowCount } = await sql.query(
      `SELECT FROM companies c WHERE c.id = $1 AND ${companyVisibleSql(viewer, "c.id")}`,
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
export async function requireCompany(viewer: Viewer, company: CompanyId): Promise<void> {
  if (!(await canSeeCompany(viewer, company))) throw new AppError("request.not_found");
}
