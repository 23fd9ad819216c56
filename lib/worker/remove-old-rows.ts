import { asSystem } from "../db/scope.ts";

interface Retention {
  readonly table: string;
  readonly days: number;
  /** Rows that may go once `days` old; others stay whatever their age. */
  readonly removable: string;
}

/**
 * How long things are kept. The books, their versions and the audit trail are not among them: they stay
 * for as long as the firm does.
 */
export const retentions: readonly Retention[] = [
  {
    table: "quickbooks_webhook_events",
    days: 60,
    removable: "state = 'processed' AND received_at < $1",
  },
  // Intuit's own limit on what can still be caught up with; a realm connected after that is read whole.
  { table: "quickbooks_webhook_events", days: 30, removable: "state = 'unmatched' AND received_at < $1" },
  {
    table: "quickbooks_syncs",
    days: 180,
    removable:
      "state IN ('succeeded', 'failed', 'incomplete', 'cancelled') AND finished_at < $1 " +
      // The last of its kind says when a company was last read whole.
      "AND EXISTS (SELECT FROM quickbooks_syncs AS later WHERE later.company_id = quickbooks_syncs.company_id " +
      "AND later.kind = quickbooks_syncs.kind AND later.created_at > quickbooks_syncs.created_at)",
  },
  { table: "alerts", days: 180, removable: "recovered_at < $1" },
  // Two years, for the comparison with the year before.
  { table: "quickbooks_call_meters", days: 760, removable: "day < $1::date" },
  { table: "quickbooks_oauth_states", days: 7, removable: "expires_at < $1" },
  { table: "invitations", days: 7, removable: "expires_at < $1" },
  { table: "user_sessions", days: 30, removable: "greatest(expires_at, revoked_at) < $1" },
  { table: "rate_limits", days: 1, removable: "expire < extract(epoch FROM $1::timestamptz) * 1000" },
];

const atOnce = 5_000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Removes what is older than its age, in small transactions that nobody has to wait for.
 *
 * @returns rows removed, by table.
 */
export async function removeOldRows(
  now: Date,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const removed: Record<string, number> = {};
  for (const { table, days, removable } of retentions) {
    const before = new Date(now.getTime() - days * dayMs);
    let count = 0;
    do {
      count = await removeSome(table, removable, before);
      removed[table] = (removed[table] ?? 0) + count;
    } while (count === atOnce && !signal?.aborted);
  }
  removed["jobs"] = await removeDeadJobs(new Date(now.getTime() - 30 * dayMs));
  return removed;
}

async function removeSome(table: string, removable: string, before: Date): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE ${removable} LIMIT ${atOnce} FOR UPDATE SKIP LOCKED))`,
      [before],
    ),
  );
  return rowCount ?? 0;
}

/** Jobs that have used up their attempts; what they were for is shown as an alert or a failed run. */
async function removeDeadJobs(before: Date): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query(
      `SELECT graphile_worker.complete_jobs(ARRAY(
         SELECT id FROM graphile_worker.jobs
         WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < $1))`,
      [before],
    ),
  );
  return rowCount ?? 0;
}
