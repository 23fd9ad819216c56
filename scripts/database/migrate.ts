// `npm run db:migrate`: brings the database to the present schema. Safe to run at any time and twice.

import { runMigrations } from "graphile-worker";
import pg from "pg";

import { applyMigrations } from "./schema-engine.ts";

/** Applies Prisma's migrations and the job queue's own. Returns the names of ours applied now. */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const applied = await applyMigrations(databaseUrl);
  await runMigrations({ connectionString: databaseUrl });
  await switchOffJit(databaseUrl);
  return applied;
}

/**
 * Our statements are short: to compile one takes longer than to run it. The application says so for itself
 * (lib/db); the role's own setting is for whoever looks by hand, and for roles that were made by hand.
 */
async function switchOffJit(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "SELECT FROM pg_roles WHERE rolname = current_user AND 'jit=off' = ANY (rolconfig)",
    );
    if (rowCount === 0) await client.query("ALTER ROLE CURRENT_USER SET jit = off");
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const databaseUrl = process.env["DATABASE_URL"];
  if (!databaseUrl) {
    console.error("DATABASE_URL is not set: which database shall be migrated?");
    process.exit(1);
  }
  const applied = await migrate(databaseUrl);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
}
