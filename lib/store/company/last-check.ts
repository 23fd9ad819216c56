// The last check of a company, and the claim of who makes one now: in the company's row, so that all web
// processes share it.

import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

export interface StoredCheck {
  /** What it was about: with anything else it says nothing any more. */
  readonly basis: string;
  /** By PostgreSQL's clock, which all processes share. */
  readonly ageMs: number;
  readonly check: unknown;
}

/** A check that takes longer belongs to a process that has died. */
const claimLifeMs = 180_000;

/** Null before the first one. However old it is: `ageMs` and `basis` are for the caller to judge. */
export async function findLastCheck(sql: TenantSql, companyId: CompanyId): Promise<StoredCheck | null> {
  const { rows } = await sql.query<{ basis: string; age_ms: number; check: unknown }>(
    `SELECT last_check ->> 'basis' AS basis,
       (extract(epoch FROM clock_timestamp() - (last_check ->> 'storedAt')::timestamptz) * 1000)::float8 AS age_ms,
       last_check -> 'check' AS check
     FROM companies WHERE id = $1 AND organization_id = $2 AND last_check IS NOT NULL`,
    [companyId, sql.organization],
  );
  const [row] = rows;
  return row ? { basis: row.basis, ageMs: row.age_ms, check: row.check } : null;
}

/** False when somebody else makes one. */
export async function claimCheck(sql: TenantSql, companyId: CompanyId): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE companies SET check_claimed_at = clock_timestamp()
     WHERE id = $1 AND organization_id = $2 AND (check_claimed_at IS NULL
       OR check_claimed_at < clock_timestamp() - $3 * interval '1 millisecond')`,
    [companyId, sql.organization, claimLifeMs],
  );
  return rowCount === 1;
}

/** @param found Null when it failed: the next who asks makes another. */
export async function endCheck(
  sql: TenantSql,
  companyId: CompanyId,
  found: { readonly basis: string; readonly check: unknown } | null,
): Promise<void> {
  await sql.query(
    `UPDATE companies SET check_claimed_at = NULL, last_check = CASE WHEN $3::jsonb IS NULL THEN last_check
       ELSE $3::jsonb || jsonb_build_object('storedAt', clock_timestamp()) END
     WHERE id = $1 AND organization_id = $2`,
    [companyId, sql.organization, found === null ? null : JSON.stringify(found)],
  );
}
