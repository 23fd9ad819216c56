import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

/** Null for a company that the actor may not open. */
export async function findCompanyName(actor: Actor, id: CompanyId): Promise<string | null> {
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<{ name: string }>(
      `SELECT name FROM companies WHERE id = $1 AND archived_at IS NULL AND ${companyVisibleSql(actor, "id")}`,
      [id],
    ),
  );
  return rows[0]?.name ?? null;
}
