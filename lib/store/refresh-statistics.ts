import { asSystem } from "../db/scope.ts";

/** Rows that this process has written since it last looked. */
let written = 0;
let isLooking = false;

const lookEvery = 4_000;

/**
 * Lets PostgreSQL look again at tables that have outgrown what it knows of them.
 *
 * A first backfill fills empty tables within seconds, autovacuum looks once a minute. Until then the
 * planner thinks that a company has one record of a type, and that any index which begins with company
 * and type finds it as well as the primary key does: each page would then read the whole type a thousand
 * times. Called after each commit; asks the database once in several thousand rows.
 */
export async function refreshStatistics(rows: number): Promise<void> {
  written += rows;
  if (written < lookEvery || isLooking) return;
  written = 0;
  isLooking = true;
  try {
    await asSystem(async (sql) => {
      const { rows: outgrown } = await sql.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class
         WHERE oid = ANY (ARRAY['entities', 'transactions', 'transaction_lines', 'transaction_links']::regclass[])
           AND pg_relation_size(oid) / current_setting('block_size')::integer > 2 * greatest(relpages, 8)`,
      );
      for (const { name } of outgrown) await sql.query(`ANALYZE (SKIP_LOCKED) ${name}`);
    });
  } finally {
    isLooking = false;
  }
}
