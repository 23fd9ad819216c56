import { runFullSync } from "./full-sync.ts";
import type { RunContext } from "./run-context.ts";
import type { RunResult } from "./run-result.ts";

/**
 * Reads everything again and puts right whatever differs from QuickBooks: rows, columns and lines, also
 * those that look newer here than there. Moves no cursor.
 */
export async function runRepair(context: RunContext): Promise<RunResult> {
  return { ...(await runFullSync(context)), changesCursorAt: null };
}
