import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";
import { withTenant } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** What an earlier run has read is caught up with by its changes, as far back as Intuit tells of those. */
const goodForDays = 7;

/**
 * Lets a full run go on where the company's last one, which failed or was cancelled, had come to: its
 * steps with their cursors, and QuickBooks' time at which it began to read. Returns that time, null when
 * there is no such run for the same types, or a later one was completed.
 *
 * @throws AppError `sync.lease_lost`
 */
export async function inheritSteps(lease: RunLease): Promise<Date | null> {
  return withTenant(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    const { rows } = await sql.query<{ id: string; read_from_at: Date }>(
      `SELECT last.id, last.read_from_at FROM quickbooks_syncs run
       JOIN LATERAL (
         SELECT id, organization_id, state, types, read_from_at FROM quickbooks_syncs
         WHERE company_id = run.company_id AND kind = 'full' AND id <> run.id
           AND state IN ('succeeded', 'incomplete', 'failed', 'cancelled') AND read_from_at IS NOT NULL
         ORDER BY created_at DESC LIMIT 1
       ) last ON last.organization_id = run.organization_id AND last.state IN ('failed', 'cancelled') AND last.types = run.types
         AND last.read_from_at > now() - make_interval(days => $2)
       WHERE run.id = $1 AND run.organization_id = $3`,
      [lease.syncId, goodForDays, sql.organization],
    );
    const [last] = rows;
    if (!last) return null;
    const sources = stepTransitions.sourcesOf("inherited");
    await sql.query(
      `INSERT INTO quickbooks_sync_steps (organization_id, company_id, sync_id, record_type, state, window_at,
         window_offset, expected, seen, started_at)
       SELECT organization_id, company_id, $1, record_type, moves.next,
         window_at, window_offset, expected, seen, started_at
       FROM quickbooks_sync_steps AS step JOIN unnest($4::text[], $5::text[]) AS moves (state, next) USING (state)
       WHERE sync_id = $2 AND organization_id = $3
       ON CONFLICT (sync_id, record_type) DO NOTHING`,
      [
        lease.syncId,
        last.id,
        sql.organization,
        sources,
        sources.map((state) => stepTransitions.cell(state, "inherited")),
      ],
    );
    await sql.query(
      `UPDATE quickbooks_syncs SET read_from_at = $2,
         records_seen = (SELECT coalesce(sum(seen), 0) FROM quickbooks_sync_steps
           WHERE sync_id = $1 AND organization_id = $3)
       WHERE id = $1 AND organization_id = $3`,
      [lease.syncId, last.read_from_at, sql.organization],
    );
    return last.read_from_at;
  });
}
