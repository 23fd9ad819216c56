import { companyVisibleSql, type Viewer } from "#lib/auth/viewer.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

/** Null for a company that the viewer may not open. */
export async function findCompanyName(viewer: Viewer, id: CompanyId): Promise<string | null> {
  const { rows } = await withTenant(viewer.organizationId, (sql) =>
    sql.query<{ name: string }>(
      `SELECT name FROM companies WHERE id = $1 AND archived_at IS NULL AND ${companyVisibleSql(viewer, "id")}`,
      [id],
    ),
  );
  return rows[0]?.name ?? null;
}
