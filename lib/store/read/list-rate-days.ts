import { parseCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/** Days of which exchange rates are stored. Rates are told apart by currency and day: "EUR@2026-03-01". */
export async function listRateDays(sql: TenantSql, companyId: CompanyId): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ day: string }>(
    `SELECT DISTINCT split_part(source_id, '@', 2) AS day FROM entities
     WHERE company_id = $1 AND organization_id = $2 AND kind = 'exchange_rate' AND deleted_at IS NULL`,
    [companyId, sql.organization],
  );
  return new Set(rows.map((row) => row.day));
}

/** In how many currencies rates are stored. */
export async function countRateCurrencies(sql: TenantSql, companyId: CompanyId): Promise<number> {
  const { rows } = await sql.query<{ currencies: number }>(
    `SELECT count(DISTINCT split_part(source_id, '@', 1))::integer AS currencies FROM entities
     WHERE company_id = $1 AND organization_id = $2 AND kind = 'exchange_rate' AND deleted_at IS NULL`,
    [companyId, sql.organization],
  );
  return rows[0]?.currencies ?? 0;
}

/**
 * Days of transactions in another currency than the home currency, which is the one that rates lead to;
 * newest first. None while no rate is stored.
 */
export async function listForeignDays(
  sql: TenantSql,
  companyId: CompanyId,
): Promise<readonly CalendarDate[]> {
  const { rows } = await sql.query<{ day: string }>(
    `SELECT DISTINCT to_char(transaction_on, 'YYYY-MM-DD') AS day FROM transactions
     WHERE company_id = $1 AND organization_id = $2 AND deleted_at IS NULL AND transaction_on IS NOT NULL
       AND currency <> (SELECT currency FROM entities
                        WHERE company_id = $1 AND organization_id = $2 AND kind = 'exchange_rate'
                        AND currency IS NOT NULL LIMIT 1)
     ORDER BY day DESC`,
    [companyId, sql.organization],
  );
  return rows.map((row) => parseCalendarDate(row.day));
}
