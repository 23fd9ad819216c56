import { asSystem } from "#lib/db/scope.ts";

/** On the runs: each metered call is counted there (design.md, section 5, line 9). */
export async function countMetered(): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ metered: number }>(
      "SELECT coalesce(sum(metered_calls), 0)::int AS metered FROM quickbooks_syncs",
    ),
  );
  return rows[0]?.metered ?? 0;
}
