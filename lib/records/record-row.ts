// One shape for both tables of the books, so that every type of record is browsed in the same way. Names
// and currencies of what a record refers to are looked up when it is read: a renamed customer shows under
// the new name on documents that did not change (docs/decisions/0031).

import type { RecordSummary } from "#lib/contracts/records.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import { currencyOf, type CompanyCurrency } from "./record-currency.ts";
import { hoursOf } from "./hours-of.ts";
import { readableJson } from "#lib/db/readable-json.ts";

export interface RecordRow {
  readonly source_id: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly party: string | null;
  readonly memo: string | null;
  readonly code: string | null;
  readonly kind: string | null;
  readonly currency: string | null;
  readonly party_currency: string | null;
  readonly account_currency: string | null;
  readonly other_account_id: string | null;
  readonly other_account_currency: string | null;
  readonly line_currencies: readonly (string | null)[] | null;
  readonly worked_for: string | null;
  /** A time activity's JSON; of all others null. */
  readonly time: unknown;
  readonly amount: string | null;
  readonly balance: string | null;
  readonly is_credit: boolean;
  readonly active: boolean;
  readonly voided_at: Date | null;
  readonly deleted_at: Date | null;
  readonly changed_at: Date;
}

const source = readableJson("r.source");

/**
 * SQL: whether a document turns both sides around. Amounts in Intuit's JSON stay positive; that of a card's
 * refund differs from that of a charge in this one flag. Templates are wrapped in the name of what they make.
 */
const isCredit = `CASE r.type
  WHEN 'credit_memo' THEN true WHEN 'vendor_credit' THEN true WHEN 'refund_receipt' THEN true
  WHEN 'purchase' THEN coalesce(lower(${source} ->> 'Credit') = 'true', false)
  WHEN 'recurring_transaction' THEN coalesce(lower(${source} #>> '{Purchase,Credit}') = 'true', false)
    OR ${source} -> 'CreditMemo' IS NOT NULL OR ${source} -> 'VendorCredit' IS NOT NULL
    OR ${source} -> 'RefundReceipt' IS NOT NULL
  ELSE false END`;

/** The account at the other end, of types that move money between two. Only the JSON knows it. */
export const otherAccountId = `CASE r.type
  WHEN 'transfer' THEN ${source} #>> '{ToAccountRef,value}'
  WHEN 'credit_card_payment' THEN ${source} #>> '{CreditCardAccountRef,value}' END`;

/** For whom somebody worked; who did is the party. */
export const workedForId = `CASE r.type WHEN 'time_activity' THEN ${source} #>> '{CustomerRef,value}' END`;

// LIMIT keeps each a lookup by key: joined otherwise, a whole list may be read for one page.
const found = (alias: string, kind: string, id: string) => `
  LEFT JOIN LATERAL (SELECT coalesce(full_name, name) AS name, currency FROM entities
    WHERE company_id = r.company_id AND organization_id = r.organization_id AND kind = ${kind} AND source_id = ${id} LIMIT 1) ${alias} ON true`;

export const summaryFrom = {
  transaction: `transactions r ${found("party", "r.party_kind", "r.party_id")}
    ${found("account", "'account'", "r.account_id")} ${found("other_account", "'account'", otherAccountId)}
    ${found("worked_for", "'customer'", workedForId)}
    LEFT JOIN LATERAL (SELECT array_agg(DISTINCT e.currency) AS currencies FROM transaction_lines l
      LEFT JOIN entities e ON e.company_id = l.company_id AND e.organization_id = l.organization_id AND e.kind = 'account' AND e.source_id = l.account_id
      WHERE r.type = 'journal_entry' AND r.currency IS NULL AND l.company_id = r.company_id AND l.organization_id = r.organization_id AND l.type = r.type
        AND l.source_id = r.source_id AND l.account_id IS NOT NULL) lines ON true`,
  entity: "entities r",
} as const;

/** What a list needs; the JSON stays where it is. */
export const summaryColumns = {
  transaction: `r.source_id, r.doc_number AS title, r.transaction_on AS date,
    coalesce(party.name, r.party_name, CASE WHEN r.party_id IS NULL AND other_account.name IS NOT NULL
      THEN concat_ws(' to ', account.name, other_account.name) END) AS party, r.memo,
    NULL AS code, r.payment_type AS kind, r.currency, party.currency AS party_currency,
    account.currency AS account_currency, ${otherAccountId} AS other_account_id,
    other_account.currency AS other_account_currency, lines.currencies AS line_currencies,
    coalesce(worked_for.name, CASE r.type WHEN 'time_activity' THEN ${source} #>> '{CustomerRef,name}' END) AS worked_for,
    CASE r.type WHEN 'time_activity' THEN r.source END AS time, r.total_amount AS amount, r.balance,
    ${isCredit} AS is_credit, true AS active, r.voided_at, r.deleted_at, r.changed_at`,
  entity: `r.source_id, r.name AS title, NULL AS date, NULL AS party,
    substring(r.full_name from '^(.*):') AS memo, r.code,
    coalesce(r.entity_sub_type, r.entity_type) AS kind, r.currency, NULL AS party_currency,
    NULL AS account_currency, NULL AS other_account_id, NULL AS other_account_currency,
    NULL::text[] AS line_currencies, NULL AS worked_for, NULL AS time, r.unit_price AS amount, r.balance,
    false AS is_credit, r.active, NULL::timestamptz AS voided_at, r.deleted_at, r.changed_at`,
} as const;

/**
 * Amounts and balances turn negative for credits. `title` is empty where the record has no number or name.
 */
export function toRecordSummary(
  recordType: RecordType,
  row: RecordRow,
  company: CompanyCurrency,
): RecordSummary {
  const signed = (amount: string | null) => (row.is_credit ? negated(amount) : amount);
  return {
    recordType,
    sourceId: row.source_id,
    title: row.title ?? "",
    date: row.date,
    party: row.party,
    memo: row.memo,
    code: row.code,
    kind: row.kind,
    currency: currencyOf(recordType, cluesOf(row), company),
    amount: signed(row.amount),
    balance: signed(row.balance),
    isCredit: row.is_credit,
    hours: hoursOf(row.time),
    workedFor: row.worked_for,
    active: row.active,
    voidedAt: row.voided_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
  };
}

function cluesOf(row: RecordRow) {
  const ofHeader =
    row.other_account_id === null
      ? [row.account_currency]
      : [row.account_currency, row.other_account_currency];
  return {
    currency: row.currency,
    partyCurrency: row.party_currency,
    accountCurrencies: row.line_currencies ?? ofHeader,
  };
}

/** The other way around; a zero has no sign. */
export function negated<T extends string | null>(amount: T): T | string {
  if (amount === null || !/[1-9]/.test(amount)) return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}
