// `npm run db:migrate`: brings the database to the present schema, as its owner. Safe to run at any time and
// twice.

import { runMigrations } from "graphile-worker";
import type pg from "pg";

import { StartProblem } from "../processes/start-problem.ts";
import { groupRoles } from "./roles-sql.ts";
import { openQueue } from "./queue-rights.ts";
import { applyMigrations } from "./schema-engine.ts";
import { ensureTenantKey } from "./tenant-key-rows.ts";
import { withClient } from "./with-client.ts";

/**
 * Applies Prisma's migrations and the job queue's own. Returns the names of ours applied now.
 *
 * @throws StartProblem when the roles have not been made.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  await withClient(ownerUrl, requireGroupRoles);
  const applied = await applyMigrations(ownerUrl);
  await runMigrations({ connectionString: ownerUrl });
  await withClient(ownerUrl, async (owner) => {
    await openQueue(owner);
    await ensureTenantKey(owner);
    await switchOffJit(owner);
  });
  return applied;
}

async function requireGroupRoles(owner: pg.Client): Promise<void> {
  const wanted = Object.values(groupRoles);
  const { rows } = await owner.query<{ rolname: string }>(
    "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)",
    [wanted],
  );
  const missing = wanted.filter((role) => !rows.some((row) => row.rolname === role));
  if (missing.length === 0) return;
  throw new StartProblem(
    `The server has no role ${missing.join(" and no role ")}: run the script that npm run db:roles prints ` +
      "as a superuser, then migrate again.",
  );
}

/**
 * Our statements are short: to compile one takes longer than to run it. The application says so for itself
 * (lib/db); the role's own setting is for whoever looks by hand, and for roles that were made by hand.
 */
async function switchOffJit(owner: pg.Client): Promise<void> {
  const { rowCount } = await owner.query(
    "SELECT FROM pg_roles WHERE rolname = current_user AND 'jit=off' = ANY (rolconfig)",
  );
  if (rowCount === 0) await owner.query("ALTER ROLE CURRENT_USER SET jit = off");
}

if (import.meta.main) {
  const ownerUrl = process.env["DATABASE_MIGRATION_URL"];
  if (!ownerUrl) {
    console.error("DATABASE_MIGRATION_URL is not set: which database shall be migrated, as its owner?");
    process.exit(1);
  }
  try {
    const applied = await migrate(ownerUrl);
    console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  } catch (thrown) {
    if (!(thrown instanceof StartProblem)) throw thrown;
    console.error(thrown.message);
    process.exit(1);
  }
}
