import { isAppError } from "../core/app-error.ts";
import { assertWalls } from "../db/assert-walls.ts";

/**
 * Ends the process with one sentence when its configuration is wrong or its database role would walk
 * through row-level security. A database that cannot be reached yet is no reason: it may come up later.
 */
export async function requireSoundStart(): Promise<void> {
  try {
    await assertWalls();
  } catch (thrown) {
    if (!isAppError(thrown, "config.invalid")) return;
    console.error(thrown.message);
    process.exit(1);
  }
}
