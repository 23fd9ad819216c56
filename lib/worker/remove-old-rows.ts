import { asSystem } from "#lib/db/scope.ts";

interface Retention {
  readonly table: string;
  /** Columns of its primary key. */
  readonly key: readonly string[];
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
    key: ["event_id"],
    days: 60,
    removable: "state = 'processed' AND received_at < $1",
  },
  // Intuit's own limit on what can still be caught up with; a realm connected after that is read whole.
  {
    table: "quickbooks_webhook_events",
    key: ["event_id"],
    days: 30,
    removable: "state = 'unmatched' AND received_at < $1",
  },
  {
    table: "quickbooks_webhook_events",
    key: ["event_id"],
    days: 60,
    removable: "unreadable_reason IS NOT NULL AND received_at < $1",
  },
  {
    table: "quickbooks_syncs",
    key: ["id"],
    days: 180,
    removable:
      "state IN ('succeeded', 'failed', 'incomplete', 'cancelled') AND finished_at < $1 " +
      // The last of its kind says when a company was last read whole.
      "AND EXISTS (SELECT FROM quickbooks_syncs AS later WHERE later.company_id = quickbooks_syncs.company_id " +
      "AND later.kind = quickbooks_syncs.kind AND later.created_at > quickbooks_syncs.created_at)",
  },
  { table: "alerts", key: ["id"], days: 180, removable: "recovered_at < $1" },
  // Two years, for the comparison with the year before.
  { table: "quickbooks_call_meters", key: ["company_id", "day"], days: 760, removable: "day < $1::date" },
  { table: "quickbooks_call_days", key: ["organization_id", "day"], days: 760, removable: "day < $1::date" },
  { table: "quickbooks_summed_days", key: ["day"], days: 760, removable: "day < $1::date" },
  { table: "quickbooks_oauth_states", key: ["state_hash"], days: 7, removable: "expires_at < $1" },
  { table: "account_links", key: ["token_hash"], days: 7, removable: "expires_at < $1" },
  {
    table: "user_sessions",
    key: ["id"],
    days: 30,
    removable: "expires_at < $1 AND (revoked_at IS NULL OR revoked_at < $1)",
  },
  {
    table: "rate_limits",
    key: ["key"],
    days: 1,
    // As the column's own type: no index serves a comparison with another.
    removable: "expire < (extract(epoch FROM $1::timestamptz) * 1000)::bigint",
  },
];

/** Few enough for a short statement, though each may have to be read from the disk. */
const atOnce = 200;
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
  for (const retention of retentions) {
    const { table, days } = retention;
    const before = new Date(now.getTime() - days * dayMs);
    let count = 0;
    do {
      count = await removeSome(retention, before);
      removed[table] = (removed[table] ?? 0) + count;
    } while (count === atOnce && !signal?.aborted);
  }
  removed["jobs"] = await removeDeadJobs(new Date(now.getTime() - 30 * dayMs));
  return removed;
}

async function removeSome({ table, key, removable }: Retention, before: Date): Promise<number> {
  // By the primary key. A row's place (ctid) is its own within one partition only: in a table that is
  // partitioned some day, the same place names a row of each partition.
  const columns = key.join(", ");
  const old = `SELECT ${columns} FROM ${table} WHERE ${removable} LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`;
  const isOld = key.length === 1 ? `${columns} = ANY (ARRAY(${old}))` : `(${columns}) IN (${old})`;
  const { rowCount } = await asSystem((sql) => sql.query(`DELETE FROM ${table} WHERE ${isOld}`, [before]));
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
