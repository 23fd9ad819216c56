import type { CompanyId } from "#lib/core/ids.ts";
import { withoutTenant, type Sql } from "#lib/db/scope.ts";
import type { PacingLimits } from "./limits.ts";
import { withoutWaitingForDisk } from "./async-commit.ts";

export interface PermitRequest {
  readonly companyId: CompanyId;
  readonly permitId: string;
  /** Worker whose death frees the permit at once; null where only time does. */
  readonly holder: string | null;
  readonly isBatch: boolean;
  readonly isMetered: boolean;
  /** What it counts as when it is metered. */
  readonly weight: number;
  /** Of a sync, which counts its calls itself; what it could not store before it died is found by this. */
  readonly isOfRun: boolean;
  /** The one call that finds out whether Intuit is back. */
  readonly ignoreCircuit: boolean;
}

export type Booking =
  /** The call may be sent in `waitMs`. */
  | { readonly kind: "booked"; readonly waitMs: number }
  /** As many calls are under way or booked as may be. */
  | { readonly kind: "full" }
  /** Intuit said 429. */
  | { readonly kind: "resting"; readonly waitMs: number }
  | { readonly kind: "circuit_open" };

// Times are PostgreSQL's throughout, so that workers need not agree on one. clock_timestamp() and not
// now(): the statement may have waited for the row.
const isLive = "(permit.value ->> 'until')::numeric > extract(epoch FROM clock_timestamp()) * 1000";

/** SQL: what the permits dropped in passing count as. One booked by an earlier version has no weight yet. */
export const weightOfPermit = "coalesce((permit.value ->> 'weight')::integer, 1)";

// A place in the queue of a company further ahead than this is not booked: whoever waits asks again, and
// what is more urgent may come in between.
const longestBookingAheadMs = 500;

// A call reaches Intuit at some moment between its sending and its end, which a slow network or a busy
// process may put off. So what can fall into one second is not what was sent in it, but what has ended in
// it or is under way; and that is what is kept below the limit.

/**
 * Books a call in one round trip, of which there is nothing to write when it cannot be had. The row's lock
 * makes the workers of a company take turns; a permit that outlived its life is dropped in passing, and
 * counted as if Intuit had answered it. A sync's calls are counted as they are booked.
 */
export async function bookPermit(request: PermitRequest, limits: PacingLimits): Promise<Booking> {
  return withoutTenant(async (sql) => {
    const booked = await book(sql, request, limits);
    if (booked) return booked;
    const rejection = await whyNot(sql, request.companyId);
    if (rejection) return rejection;
    await sql.query("INSERT INTO quickbooks_paces (company_id) VALUES ($1) ON CONFLICT DO NOTHING", [
      request.companyId,
    ]);
    return (await book(sql, request, limits)) ?? { kind: "full" };
  });
}

// Every value of the row is named in SET and WHERE alone, never through a join: those are what PostgreSQL
// reads again after it has waited for another worker's booking.
//
// next_batch_at is when the next batch would be due at an even pace. So many may be sent ahead of it that
// a company's first sync need not wait, and any minute stays below the limit all the same.
const startAt =
  "greatest(pace.next_call_at, pace.burst_full_at - $14 * interval '1 millisecond', " +
  "CASE WHEN $6 THEN pace.next_batch_at - $17 * interval '1 millisecond' END, clock_timestamp())";

async function book(sql: Sql, request: PermitRequest, limits: PacingLimits): Promise<Booking | null> {
  const { rows } = await sql.query<{ wait_ms: number }>({
    name: "book-quickbooks-permit",
    text: `UPDATE quickbooks_paces AS pace SET
        next_call_at = ${startAt} + $4 * interval '1 millisecond',
        burst_full_at = greatest(pace.burst_full_at, ${startAt}) + $15 * interval '1 millisecond',
        next_batch_at = CASE WHEN $6 THEN greatest(pace.next_batch_at, ${startAt}) + $5 * interval '1 millisecond'
          ELSE next_batch_at END,
        metered = metered + (
          SELECT coalesce(sum(${weightOfPermit}), 0) FROM jsonb_each(pace.permits) AS permit
          WHERE NOT ${isLive} AND (permit.value ->> 'metered')::boolean),
        run_metered = run_metered + CASE WHEN $7::boolean AND $13::boolean THEN $16::integer ELSE 0 END,
        permits = coalesce((
            SELECT jsonb_object_agg(permit.key, permit.value)
            FROM jsonb_each(pace.permits) AS permit WHERE ${isLive}), '{}')
          || jsonb_build_object($2::text, jsonb_build_object('by', $3::text, 'weight', $16::integer,
               'metered', $7::boolean AND NOT $13::boolean, 'counted', $7::boolean AND $13::boolean,
               'until', extract(epoch FROM clock_timestamp()) * 1000 + $8::numeric))
      WHERE company_id = $1
        AND rests_until <= clock_timestamp()
        AND ${startAt} <= clock_timestamp() + $10 * interval '1 millisecond'
        AND (SELECT count(*) FROM jsonb_each(pace.permits) AS permit WHERE ${isLive}) < $9
        AND ($12::integer IS NULL OR $12 > (
          (SELECT count(*) FROM jsonb_each(pace.permits) AS permit WHERE ${isLive})
          + (SELECT count(*) FROM unnest(pace.recent_ends) AS ended WHERE ended > clock_timestamp() - interval '1 second')))
        AND ($11 OR NOT EXISTS (SELECT FROM quickbooks_circuits WHERE opened_at IS NOT NULL))
      RETURNING (extract(epoch FROM pace.next_call_at - clock_timestamp()) * 1000 - $4)::float8 AS wait_ms,
        ${withoutWaitingForDisk("false")}`,
    values: [
      request.companyId,
      request.permitId,
      request.holder,
      limits.callIntervalMs,
      limits.batchIntervalMs,
      request.isBatch,
      request.isMetered,
      limits.permitLifeMs,
      limits.concurrent,
      longestBookingAheadMs,
      request.ignoreCircuit,
      limits.perSecond,
      request.isOfRun,
      (limits.burst - 1) * limits.refillIntervalMs,
      limits.refillIntervalMs,
      request.weight,
      limits.batchAheadMs,
    ],
  });
  const row = rows[0];
  return row ? { kind: "booked", waitMs: Math.max(0, row.wait_ms) } : null;
}

/** Null when the company has no row yet. */
async function whyNot(sql: Sql, companyId: CompanyId): Promise<Booking | null> {
  const { rows } = await sql.query<{ rest_ms: number; is_open: boolean }>({
    name: "why-no-quickbooks-permit",
    text: `SELECT (extract(epoch FROM rests_until - clock_timestamp()) * 1000)::float8 AS rest_ms,
        EXISTS (SELECT FROM quickbooks_circuits WHERE opened_at IS NOT NULL) AS is_open
      FROM quickbooks_paces WHERE company_id = $1`,
    values: [companyId],
  });
  const row = rows[0];
  if (!row) return null;
  if (row.rest_ms > 0) return { kind: "resting", waitMs: row.rest_ms };
  return { kind: row.is_open ? "circuit_open" : "full" };
}
