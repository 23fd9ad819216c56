// The month's allowance of metered calls. Intuit counts them per app, over all its companies, and on the
// free tier refuses every further call until the next month begins.

import { config } from "#lib/config/config.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { ofScope, type ScopedSql } from "#lib/db/of-scope.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";

export interface CallBudget {
  /** Metered calls since the month began (UTC): the firm's own, or everybody's. */
  readonly used: number;
  readonly allowance: number;
  /** By the end of the month, if it goes on as in the last seven days. */
  readonly forecast: number;
  /** `warning` from 80 % on, used or about to be used; `throttled` when scheduled syncs wait. */
  readonly state: "fine" | "warning" | "throttled";
  readonly monthEndsAt: Date;
}

export const warnAtShare = 0.8;
/** The rest is kept for webhooks and for what a person asks. */
export const throttleAtShare = 0.9;

const dayMs = 24 * 60 * 60 * 1000;

/** What one firm has used of the app's allowance. */
export async function callBudgetOf(organization: OrganizationId, now = new Date()): Promise<CallBudget> {
  return withTenant(organization, (sql) => readBudget(sql, now));
}

/** What all firms together have used: what Intuit sees, and what the brake goes by. */
export async function callBudgetOfApp(now = new Date()): Promise<CallBudget> {
  return asSystem((sql) => readBudget(sql, now));
}

async function readBudget(sql: ScopedSql, now: Date): Promise<CallBudget> {
  const { monthStart, monthEndsAt } = monthOf(now);
  const { rows } = await sql.query<{ used: number; last_week: number }>(
    // Days that are over have been summed up; the rest is added up day by day, each by its index.
    `SELECT coalesce(sum(metered) FILTER (WHERE day >= $1::date), 0)::int AS used,
       coalesce(sum(metered) FILTER (WHERE day > $2::date - 7), 0)::int AS last_week
     FROM (
       SELECT day, metered FROM quickbooks_call_days
        WHERE ${ofScope(sql)} AND day >= least($1::date, $2::date - 7)
       UNION ALL
       SELECT each.day::date, meters.metered
       FROM generate_series(
         greatest(least($1::date, $2::date - 7), (SELECT max(day) + 1 FROM quickbooks_summed_days)),
         greatest($2::date, (now() AT TIME ZONE 'UTC')::date), interval '1 day') AS each(day)
       CROSS JOIN LATERAL (
         SELECT sum(metered) AS metered FROM quickbooks_call_meters
          WHERE ${ofScope(sql)} AND day = each.day::date OFFSET 0) AS meters
     ) AS days`,
    [monthStart, now.toISOString().slice(0, 10)],
  );
  return budget(
    rows[0]?.used ?? 0,
    rows[0]?.last_week ?? 0,
    config().quickbooks.monthlyCalls,
    now,
    monthEndsAt,
  );
}

/**
 * The rule alone. `lastWeek`: metered calls of the last seven days. Warns early when the month's end would
 * find nothing left and half is used; throttles from {@link throttleAtShare} on.
 */
export function budget(
  used: number,
  lastWeek: number,
  allowance: number,
  now: Date,
  monthEndsAt: Date,
): CallBudget {
  const daysLeft = (monthEndsAt.getTime() - now.getTime()) / dayMs;
  const forecast = Math.round(used + (lastWeek / 7) * daysLeft);
  const isShort = forecast >= allowance && used >= allowance * 0.5;
  const state =
    used >= allowance * throttleAtShare
      ? "throttled"
      : used >= allowance * warnAtShare || isShort
        ? "warning"
        : "fine";
  return { used, allowance, forecast, state, monthEndsAt };
}

function monthOf(now: Date): { readonly monthStart: string; readonly monthEndsAt: Date } {
  return {
    monthStart: `${now.toISOString().slice(0, 7)}-01`,
    monthEndsAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)),
  };
}
