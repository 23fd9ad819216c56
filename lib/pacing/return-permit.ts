import type { CompanyId } from "#lib/core/ids.ts";
import { withoutTenant } from "#lib/db/scope.ts";
import { weightOfPermit } from "./book-permit.ts";
import { withoutWaitingForDisk } from "./async-commit.ts";

/** What became of a call, as the meter counts it. */
export type CallResult = "metered" | "free" | "failed" | "throttled" | "never_sent";

/** Intuit asks for this much silence after a 429. */
export const restAfterThrottleMs = 60_000;

const weight = "coalesce((permits -> $2::text ->> 'weight')::integer, 1)";

/**
 * Ends a permit and lets the company rest after a 429: for all workers at once.
 *
 * @param isCounted Whether the call goes to the meter from here. A sync counts its own calls with its
 * pages, and they must not be counted twice.
 *
 * @returns false when there was no such permit any more: it was given back before, or counted when it was
 * too old. Nothing is counted then.
 */
export async function giveBackPermit(
  companyId: CompanyId,
  permitId: string,
  result: CallResult,
  isCounted: boolean,
): Promise<boolean> {
  const { rowCount } = await withoutTenant((sql) =>
    sql.query({
      name: "give-back-quickbooks-permit",
      text: `UPDATE quickbooks_paces SET
          permits = permits - $2::text,
          recent_ends = CASE WHEN $3 = 'never_sent' THEN recent_ends ELSE ARRAY(
            SELECT ended FROM unnest(recent_ends) AS ended WHERE ended > clock_timestamp() - interval '1 second'
          ) || clock_timestamp() END,
          metered = metered + CASE WHEN $5 AND $3 = 'metered' THEN ${weight} ELSE 0 END,
          run_metered = run_metered - CASE
            WHEN $3 <> 'metered' AND (permits -> $2::text ->> 'counted')::boolean THEN ${weight} ELSE 0 END,
          free = free + ($5 AND $3 = 'free')::int,
          failed = failed + ($5 AND $3 = 'failed')::int,
          throttled = throttled + ($5 AND $3 = 'throttled')::int,
          rests_until = CASE WHEN $3 = 'throttled'
            THEN greatest(rests_until, clock_timestamp() + $4 * interval '1 millisecond') ELSE rests_until END
        WHERE company_id = $1 AND (permits ? $2::text OR $3 = 'throttled') RETURNING ${withoutWaitingForDisk("$5")}`,
      values: [companyId, permitId, result, restAfterThrottleMs, isCounted],
    }),
  );
  return rowCount === 1;
}

/** Frees the permits of workers that have died. Intuit may have answered their calls, so they are counted. */
export async function giveBackPermitsOf(holders: readonly string[]): Promise<void> {
  await withoutTenant((sql) =>
    sql.query(
      `UPDATE quickbooks_paces AS pace SET
         metered = metered + (
           SELECT coalesce(sum(${weightOfPermit}), 0) FROM jsonb_each(pace.permits) AS permit
           WHERE permit.value ->> 'by' = ANY ($1) AND (permit.value ->> 'metered')::boolean),
         permits = coalesce((
           SELECT jsonb_object_agg(permit.key, permit.value) FROM jsonb_each(pace.permits) AS permit
           WHERE coalesce(permit.value ->> 'by' <> ALL ($1), true)), '{}')
       WHERE EXISTS (
         SELECT FROM jsonb_each(pace.permits) AS permit WHERE permit.value ->> 'by' = ANY ($1))`,
      [holders],
    ),
  );
}
