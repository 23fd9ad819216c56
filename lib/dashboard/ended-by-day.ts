import type { TenantSql } from "#lib/db/scope.ts";
import type { DayStart } from "./last-days.ts";

/** Sums over the runs that ended in a span: enough to make rates and averages of any group of days. */
export interface EndedRuns {
  readonly succeeded: number;
  readonly incomplete: number;
  readonly failed: number;
  readonly records: number;
  readonly total_ms: number;
  readonly full: number;
  readonly full_ms: number;
  readonly changes: number;
  readonly changes_ms: number;
}

const nothing: EndedRuns = {
  succeeded: 0,
  incomplete: 0,
  failed: 0,
  records: 0,
  total_ms: 0,
  full: 0,
  full_ms: 0,
  changes: 0,
  changes_ms: 0,
};

/*
 * Days that are over do not change any more, and adding up a month of a large firm's runs takes a second:
 * each process keeps what it has once found out. A run may be stored a little after it has ended.
 */
const over = new Map<string, EndedRuns>();
const settledAfterMs = 15 * 60 * 1000;
const mostKept = 20_000;

/** What ended on each of the days, which follow each other up to the present one. */
export async function endedByDay(sql: TenantSql, days: readonly DayStart[], now: Date): Promise<EndedRuns[]> {
  const keyOf = ({ startsAt }: DayStart): string => `${sql.organization} ${startsAt.toISOString()}`;
  const known = days.findIndex((day) => !over.has(keyOf(day)));
  const asked = days.slice(known);
  const found = await addUp(sql, asked);
  if (over.size > mostKept) over.clear();
  const sums = days.slice(0, known).map((day) => over.get(keyOf(day)) ?? nothing);
  for (const [index, day] of asked.entries()) {
    const sum = found.get(index + 1) ?? nothing;
    const endsAt = asked[index + 1]?.startsAt;
    if (endsAt && now.getTime() - endsAt.getTime() > settledAfterMs) over.set(keyOf(day), sum);
    sums.push(sum);
  }
  return sums;
}

/** By the place of the day in `days`, from 1 on. */
async function addUp(sql: TenantSql, days: readonly DayStart[]): Promise<ReadonlyMap<number, EndedRuns>> {
  const { rows } = await sql.query<EndedRuns & { readonly place: number }>(
    `WITH ended AS (
       SELECT width_bucket(finished_at, $2::timestamptz[]) AS place, state, kind, records_seen,
              extract(epoch FROM finished_at - started_at)::float8 * 1000 AS took_ms
         FROM quickbooks_syncs
        WHERE organization_id = $1 AND finished_at >= ($2::timestamptz[])[1]
          AND state IN ('succeeded', 'incomplete', 'failed') AND started_at IS NOT NULL
     )
     SELECT place, count(*) FILTER (WHERE state = 'succeeded')::int AS succeeded,
            count(*) FILTER (WHERE state = 'incomplete')::int AS incomplete,
            count(*) FILTER (WHERE state = 'failed')::int AS failed,
            sum(records_seen)::float8 AS records, sum(took_ms) AS total_ms,
            count(*) FILTER (WHERE kind = 'full')::int AS full,
            coalesce(sum(took_ms) FILTER (WHERE kind = 'full'), 0) AS full_ms,
            count(*) FILTER (WHERE kind = 'incremental')::int AS changes,
            coalesce(sum(took_ms) FILTER (WHERE kind = 'incremental'), 0) AS changes_ms
       FROM ended GROUP BY place`,
    [sql.organization, days.map(({ startsAt }) => startsAt)],
  );
  return new Map(rows.map(({ place, ...sum }) => [place, sum]));
}

/** Zeros for no days. */
export function sumOf(days: readonly EndedRuns[]): EndedRuns {
  return days.reduce(
    (sum, day) => ({
      succeeded: sum.succeeded + day.succeeded,
      incomplete: sum.incomplete + day.incomplete,
      failed: sum.failed + day.failed,
      records: sum.records + day.records,
      total_ms: sum.total_ms + day.total_ms,
      full: sum.full + day.full,
      full_ms: sum.full_ms + day.full_ms,
      changes: sum.changes + day.changes,
      changes_ms: sum.changes_ms + day.changes_ms,
    }),
    nothing,
  );
}

/** Cancelled runs are not among them. */
export function endedOf({ succeeded, incomplete, failed }: EndedRuns): number {
  return succeeded + incomplete + failed;
}

/** Null of nothing: an average over no runs is not zero. */
export function averageOf(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}
