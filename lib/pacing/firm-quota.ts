// What one firm may use of the app's metered calls. Intuit counts them for all firms together, so that a firm
// with a wish for a sync every five minutes would use up what the others need.

import { config } from "#lib/config/config.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { throttleAtShare, type CallBudget } from "./call-budget.ts";

/** Below this nobody can have taken from the others: the rest that is kept for all is as large. */
const looksAtShare = 0.1;

export interface FirmUse {
  readonly organizationId: OrganizationId;
  /** Connected to QuickBooks. */
  readonly companies: number;
  /** Metered calls since the month began (UTC). */
  readonly used: number;
}

/**
 * Firms that have used their quota of the month, whose scheduled syncs wait. What a firm may use is what
 * QUICKBOOKS_FIRM_MONTHLY_CALLS says; without it, where several firms share the app, the part of the
 * allowance that its companies are of all companies, so that together they stay below the brake.
 */
export async function firmsOverQuota(budget: CallBudget): Promise<readonly OrganizationId[]> {
  const { firmMonthlyCalls } = config().quickbooks;
  if (firmMonthlyCalls === undefined && budget.used < budget.allowance * looksAtShare) return [];
  const firms = await readUse(budget.monthEndsAt);
  return overQuota(firms, budget.allowance, firmMonthlyCalls);
}

/**
 * The rule alone. `fixed`: calls a month for each firm, the same for all; undefined shares the allowance by
 * companies.
 */
export function overQuota(
  firms: readonly FirmUse[],
  allowance: number,
  fixed: number | undefined,
): readonly OrganizationId[] {
  // One firm alone takes from nobody: the app's brake is its own.
  if (fixed === undefined && firms.length < 2) return [];
  const companies = firms.reduce((sum, firm) => sum + firm.companies, 0);
  return firms
    .filter((firm) => firm.used >= (fixed ?? (allowance * throttleAtShare * firm.companies) / companies))
    .map((firm) => firm.organizationId);
}

async function readUse(monthEndsAt: Date): Promise<readonly FirmUse[]> {
  const monthStart = new Date(Date.UTC(monthEndsAt.getUTCFullYear(), monthEndsAt.getUTCMonth() - 1, 1));
  const { rows } = await asSystem((sql) =>
    sql.query<FirmUse>(
      `SELECT firm.organization_id AS "organizationId", firm.companies, coalesce(calls.used, 0)::int AS used
       FROM (
         SELECT organization_id, count(*)::int AS companies FROM quickbooks_connections
         WHERE state <> 'disconnected' GROUP BY organization_id
       ) AS firm LEFT JOIN (
         SELECT organization_id, sum(metered) AS used FROM (
           SELECT organization_id, metered FROM quickbooks_call_days WHERE day >= $1::date
           UNION ALL
           SELECT meters.organization_id, meters.metered
           FROM generate_series(greatest($1::date, (SELECT max(day) + 1 FROM quickbooks_summed_days)),
             (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS each(day)
           CROSS JOIN LATERAL (
             SELECT organization_id, metered FROM quickbooks_call_meters WHERE day = each.day::date OFFSET 0) AS meters
         ) AS days GROUP BY organization_id
       ) AS calls USING (organization_id)
       ORDER BY firm.organization_id`,
      [monthStart.toISOString().slice(0, 10)],
    ),
  );
  return rows;
}
