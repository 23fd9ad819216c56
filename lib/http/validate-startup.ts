import { isAppError } from "#lib/core/app-error.ts";
import { requireDatabaseRoles } from "#lib/db/require-database-roles.ts";

/**
 * Ends the process with one sentence when its configuration is wrong or a database role is not what it
 * should be. A database that cannot be reached yet is no reason: it may come up later, and its roles are
 * checked then.
 */
export async function validateStartup(): Promise<void> {
  try {
    await requireDatabaseRoles();
  } catch (thrown) {
    if (!isAppError(thrown, "config.invalid")) throw thrown;
    console.error(thrown.message);
    process.exit(1);
  }
}
