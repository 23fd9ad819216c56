import { withoutTenant } from "#lib/db/scope.ts";

/**
 * True for one worker in each span of `everyMs`, by PostgreSQL's clock, however many ask. What no worker
 * did in time, one does as soon as it asks again, once.
 */
export async function claimTick(name: string, everyMs: number): Promise<boolean> {
  const { rowCount } = await withoutTenant((sql) =>
    sql.query(
      `INSERT INTO clock_ticks (name, ticked_at) VALUES ($1, clock_timestamp())
       ON CONFLICT (name) DO UPDATE SET ticked_at = clock_timestamp()
       WHERE clock_ticks.ticked_at <= clock_timestamp() - $2 * interval '1 millisecond'`,
      [name, everyMs],
    ),
  );
  return rowCount === 1;
}
