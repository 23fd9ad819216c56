import { leastMinutes, syncIntervalMinutes, syncIntervalMinutesSql } from "#lib/books/sync-interval.ts";

export interface OverdueRows {
  /** Name of a row of companies. */
  readonly company: string;
  /** Name of its row of quickbooks_connections. */
  readonly connection: string;
  /** SQL of the present moment, a timestamptz. */
  readonly now: string;
}

/**
 * Whether a company is overdue: QuickBooks can be asked, the clock is to ask it, and no sync has succeeded for
 * twice the time that its own schedule leaves between two. Not while one is running, which is how books become
 * current; one that only waits is part of the delay.
 */
export function overdueSql({ company, connection, now }: OverdueRows): string {
  return `(${connection}.state IN ('connected', 'refreshing') AND ${company}.sync_schedule <> 'paused'
    AND coalesce(${company}.last_synced_at, ${connection}.connected_at)
      < ${now} - make_interval(mins => 2 * (${syncIntervalMinutesSql(company)}))
    AND NOT EXISTS (SELECT FROM quickbooks_syncs AS under_way WHERE under_way.company_id = ${company}.id
      AND under_way.organization_id = ${company}.organization_id AND under_way.state = 'running' OFFSET 0))`;
}

/**
 * Ids of the companies that may be overdue, by the index over schedule and last sync: of thousands hardly any are
 * late, and each is looked at by {@link overdueSql} then.
 */
export function maybeOverdueSql(now: string): string {
  const lateBy = (minutes: number | null): string =>
    `last_synced_at < ${now} - make_interval(mins => ${2 * (minutes ?? leastMinutes)})`;
  return `SELECT id FROM companies WHERE sync_schedule = 'daily' AND ${lateBy(syncIntervalMinutes("daily", null))}
    UNION ALL
    SELECT id FROM companies WHERE sync_schedule = 'hourly' AND ${lateBy(syncIntervalMinutes("hourly", null))}
    UNION ALL
    SELECT id FROM companies WHERE sync_schedule = 'custom' AND ${lateBy(leastMinutes)}
    UNION ALL
    SELECT id FROM companies WHERE sync_schedule IN ('daily', 'hourly', 'custom') AND last_synced_at IS NULL`;
}
