import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

/** Types of which the count that is kept differs from the records that are there. */
export async function wrongLiveCounts(companyId: CompanyId): Promise<readonly unknown[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ type: string; live: number; kept: number }>(
      `SELECT held.type, held.live, coalesce(kept.live_count, 0) AS kept
       FROM (
         SELECT kind AS type, count(*) FILTER (WHERE deleted_at IS NULL)::integer AS live
         FROM entities WHERE company_id = $1 GROUP BY kind
         UNION ALL
         SELECT type, count(*) FILTER (WHERE deleted_at IS NULL)::integer
         FROM transactions WHERE company_id = $1 GROUP BY type
       ) held
       FULL JOIN (SELECT * FROM company_record_types WHERE company_id = $1) kept ON kept.record_type = held.type
       WHERE coalesce(held.live, 0) <> coalesce(kept.live_count, 0)`,
      [companyId],
    ),
  );
  return rows;
}
