// Which currency a figure is in. QuickBooks leaves it out of many records (transfers, above all), and of
// all records in companies that keep but one.

import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { readableJson } from "#lib/db/readable-json.ts";
import type { TenantSql } from "#lib/db/scope.ts";

export interface CompanyCurrency {
  readonly home: string | null;
  /** Whether a record may be in another currency than home's. Unknown counts as yes. */
  readonly isMulti: boolean;
}

interface CompanyCurrencyRow {
  readonly home: string | null;
  readonly multi: string | null;
  readonly foreign: boolean;
}

/**
 * Several currencies are ruled out only where Preferences say so and no account or currency is foreign.
 * `home` is null until QuickBooks has told it.
 */
export async function findCompanyCurrency(sql: TenantSql, companyId: CompanyId): Promise<CompanyCurrency> {
  const { rows } = await sql.query<CompanyCurrencyRow>(
    `SELECT c.home_currency AS home, lower(${readableJson("p.source")} #>> '{CurrencyPrefs,MultiCurrencyEnabled}') AS multi,
            EXISTS (SELECT FROM entities e WHERE e.company_id = c.id
              AND e.organization_id = c.organization_id AND e.kind IN ('account', 'company_currency')
              AND e.deleted_at IS NULL
              AND CASE e.kind WHEN 'account' THEN e.currency ELSE e.code END <> c.home_currency) AS foreign
       FROM companies c
       LEFT JOIN LATERAL (SELECT source FROM entities
         WHERE company_id = c.id AND organization_id = c.organization_id AND kind = 'preferences' AND deleted_at IS NULL LIMIT 1) p ON true
      WHERE c.id = $1 AND c.organization_id = $2`,
    [companyId, sql.organization],
  );
  const row = rows[0];
  return { home: row?.home ?? null, isMulti: row?.multi !== "false" || row.foreign };
}

export interface CurrencyClues {
  /** The record's own. */
  readonly currency: string | null;
  readonly partyCurrency: string | null;
  /** Of the accounts that the record moves money between; null for one that names none or is not held. */
  readonly accountCurrencies: readonly (string | null)[];
}

/** Documents to or from a customer or vendor are in that name's currency, all others in their accounts'. */
const isPartys: Partial<Record<RecordType, true>> = {
  invoice: true,
  payment: true,
  sales_receipt: true,
  credit_memo: true,
  refund_receipt: true,
  estimate: true,
  bill: true,
  bill_payment: true,
  vendor_credit: true,
  purchase_order: true,
  reimburse_charge: true,
};

/** Lists whose prices QuickBooks keeps in the home currency alone. */
const isHome: Partial<Record<RecordType, true>> = { item: true, employee: true, inventory_adjustment: true };

/** Null where nothing tells: an amount without a currency is right, one in the wrong currency is not. */
export function currencyOf(
  recordType: RecordType,
  { currency, partyCurrency, accountCurrencies }: CurrencyClues,
  company: CompanyCurrency,
): string | null {
  if (currency !== null) return currency;
  if (!company.isMulti || isHome[recordType]) return company.home;
  const ofAccounts = commonTo(accountCurrencies);
  return isPartys[recordType] ? (partyCurrency ?? ofAccounts) : (ofAccounts ?? partyCurrency);
}

/** Null where they differ, or where one of them is not known. */
function commonTo(currencies: readonly (string | null)[]): string | null {
  const [first = null, ...others] = new Set(currencies);
  return others.length === 0 ? first : null;
}
