/** Calls to Intuit since the last commit. Every attempt is in exactly one of the four lower ones. */
export interface CallCounts {
  /** All of them, whatever became of them: a batch is one. */
  readonly requests: number;
  /** What Intuit bills of successful reads, queries, CDC, reports and batches, these by their items. */
  readonly metered: number;
  readonly free: number;
  readonly failed: number;
  /** Answered 429. */
  readonly throttled: number;
}

export const noCalls: CallCounts = { requests: 0, metered: 0, free: 0, failed: 0, throttled: 0 };

/**
 * SQL that adds four counts, in the parameters from number `first` on, to today's meter of the company
 * of `run`, a row with organization_id and company_id.
 */
export function countCallsSql(run: string, first: number): string {
  const [metered, free, failed, throttled] = [0, 1, 2, 3].map((offset) => `$${first + offset}::integer`);
  return `
    INSERT INTO quickbooks_call_meters AS meter (organization_id, company_id, day, metered, free, failed, throttled)
    SELECT organization_id, company_id, (now() AT TIME ZONE 'UTC')::date, ${metered}, ${free}, ${failed}, ${throttled}
    FROM ${run} WHERE ${metered} + ${free} + ${failed} + ${throttled} > 0
    ON CONFLICT (company_id, day) DO UPDATE SET metered = meter.metered + excluded.metered,
      free = meter.free + excluded.free, failed = meter.failed + excluded.failed,
      throttled = meter.throttled + excluded.throttled
    WHERE meter.organization_id = excluded.organization_id`;
}
