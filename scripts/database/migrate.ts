// `npm run db:migrate`: brings the database to the present schema. Safe to run at any time and twice.

import { runMigrations } from "graphile-worker";

import { applyMigrations } from "./schema-engine.ts";

/** Applies Prisma's migrations and the job queue's own. Returns the names of ours applied now. */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const applied = await applyMigrations(databaseUrl);
  await runMigrations({ connectionString: databaseUrl });
  return applied;
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
