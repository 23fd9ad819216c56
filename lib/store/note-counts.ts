import type { Sql } from "../db/scope.ts";
import { countLive, type LiveWindow } from "./live-window.ts";
import type { RunLease } from "./run-lease.ts";

export interface CountedAtSource {
  /** What QuickBooks was asked to count. */
  readonly window: LiveWindow;
  /** QuickBooks' count where it compares with ours, else null. */
  readonly sourceCount: (ourCount: number) => number | null;
}

export interface NotedCounts {
  readonly sourceCount: number | null;
  readonly ourCount: number;
}

/**
 * Keeps QuickBooks' count of a type beside ours, on the type and on the run's step. The type's live count
 * is counted anew with it, so that no mistake in it would last.
 */
export async function noteCounts(
  sql: Sql,
  lease: RunLease,
  { window, sourceCount: countAtSource }: CountedAtSource,
): Promise<NotedCounts> {
  const { recordType } = window;
  // Whatever has changed how many there are has committed, or will add to what is stored below.
  await sql.query("SELECT FROM company_record_types WHERE company_id = $1 AND record_type = $2 FOR UPDATE", [
    lease.companyId,
    recordType,
  ]);
  const ourCount = await countLive(sql, window);
  const sourceCount = countAtSource(ourCount);
  const liveCount =
    window.datedFrom === null ? ourCount : await countLive(sql, { ...window, datedFrom: null });
  await sql.query(
    `INSERT INTO company_record_types
       (organization_id, company_id, record_type, offered, source_count, our_count, live_count, counted_at)
     VALUES ($1, $2, $3, true, $4, $5, $6, now())
     ON CONFLICT (company_id, record_type) DO UPDATE SET offered = true, not_offered_why = NULL,
       source_count = $4, our_count = $5, live_count = $6, counted_at = now()`,
    [lease.organizationId, lease.companyId, recordType, sourceCount, ourCount, liveCount],
  );
  await sql.query(
    `UPDATE quickbooks_sync_steps SET source_count = $3, our_count = $4 WHERE sync_id = $1 AND record_type = $2`,
    [lease.syncId, recordType, sourceCount, ourCount],
  );
  return { sourceCount, ourCount };
}
