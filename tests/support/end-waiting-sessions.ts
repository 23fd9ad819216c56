import { withClient } from "#scripts/database/with-client.ts";
import { eventually } from "./eventually.ts";

/**
 * Locks a row, has something ask for it, and ends all sessions that wait then, as a restart of PostgreSQL does.
 *
 * @param lock A SELECT … FOR UPDATE of the row whose key is `key`.
 */
export async function endWaitingSessions<T>(
  adminUrl: string,
  lock: string,
  key: string,
  asking: () => Promise<T>,
): Promise<T> {
  const asked = await withClient(adminUrl, async (admin) => {
    await admin.query("BEGIN");
    await admin.query(lock, [key]);
    const answer = asking();
    // Awaited by the caller; meanwhile it must not count as unhandled.
    answer.catch(() => undefined);
    // Seen anew each time: in a transaction the statistics stay as they were first seen.
    const waiting = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await eventually("a statement that waits for the row", async () => {
      await admin.query("SELECT pg_stat_clear_snapshot()");
      const { rowCount } = await admin.query(`SELECT ${waiting}`);
      return rowCount === 1;
    });
    await admin.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
    await admin.query("ROLLBACK");
    return { answer };
  });
  return asked.answer;
}
