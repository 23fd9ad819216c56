import { storeQuickBooksName } from "#lib/connections/state/store-quickbooks-name.ts";
import { companyPreferences, companyProfile } from "#lib/mapping/company-profile.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/**
 * Brings the company's own facts up to what QuickBooks says, when the run has met its settings. The
 * firm's name for the client and the time zone are the firm's to choose and are left alone.
 */
export async function updateCompanyFacts(sql: TenantSql, lease: RunLease): Promise<void> {
  const { rows } = await sql.query<{ kind: string; source: unknown }>(
    `SELECT stored.kind, stored.source FROM quickbooks_sync_steps step
     JOIN entities stored ON stored.company_id = step.company_id
       AND stored.organization_id = step.organization_id AND stored.kind = step.record_type
     WHERE step.sync_id = $1 AND step.organization_id = $2
       AND step.record_type IN ('company_info', 'preferences') AND stored.deleted_at IS NULL`,
    [lease.syncId, sql.organization],
  );
  for (const { kind, source } of rows) {
    if (isWireRecord(source))
      await (kind === "company_info" ? updateProfile : updatePreferences)(sql, lease, source);
  }
}

async function updateProfile(sql: TenantSql, lease: RunLease, source: WireRecord): Promise<void> {
  const { name, legalName, country, fiscalYearStartMonth, subscription } = companyProfile(source);
  await sql.query(
    `UPDATE companies SET legal_name = $2, country = $3, fiscal_year_start_month = $4, subscription = $5
     WHERE id = $1 AND organization_id = $6 AND (legal_name, country, fiscal_year_start_month, subscription)
       IS DISTINCT FROM ($2::text, $3::text, $4::integer, $5::text)`,
    [lease.companyId, legalName, country, fiscalYearStartMonth, subscription, sql.organization],
  );
  await storeQuickBooksName(sql, lease.companyId, name);
}

async function updatePreferences(sql: TenantSql, lease: RunLease, source: WireRecord): Promise<void> {
  const preferences = companyPreferences(source);
  // What cannot be read changes nothing: the company keeps the facts that it has.
  if (preferences === null) return;
  const { homeCurrency, booksClosedOn } = preferences;
  await sql.query(
    `UPDATE companies SET home_currency = $2, books_closed_on = $3
     WHERE id = $1 AND organization_id = $4 AND (home_currency, books_closed_on) IS DISTINCT FROM ($2::text, $3::date)`,
    [lease.companyId, homeCurrency, booksClosedOn, sql.organization],
  );
}
