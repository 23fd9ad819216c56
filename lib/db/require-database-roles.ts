import { isAppError, type AppError } from "#lib/core/app-error.ts";
import { applicationPool, systemPool } from "./pool.ts";

/**
 * Takes a connection as each of the two roles, each of which is checked as every new one is.
 *
 * @throws AppError `config.invalid` that names the variable, its role and what is wrong with it. A database
 * that cannot be reached yet is none: it may come up later, and is checked then.
 */
export async function requireDatabaseRoles(): Promise<void> {
  for (const pool of [systemPool(), applicationPool()]) {
    try {
      (await pool.connect()).release();
    } catch (thrown) {
      const wrong = wrongConfiguration(thrown);
      if (wrong) throw wrong;
    }
  }
}

/** That firms can be served. Waits for none of the connections that serve them: each of those is sound. */
export async function requireApplicationRole(): Promise<void> {
  const pool = applicationPool();
  if (pool.totalCount === 0) (await pool.connect()).release();
}

function wrongConfiguration(thrown: unknown): AppError | null {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return isAppError(cause, "config.invalid") ? cause : null;
}
