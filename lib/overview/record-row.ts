// One shape for both tables of the books, so that every type of record is browsed in the same way.

import type { RecordSummary } from "../contracts/records.ts";
import type { RecordType } from "../books/record-type.ts";

export interface RecordRow {
  readonly source_id: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly party: string | null;
  readonly memo: string | null;
  readonly code: string | null;
  readonly kind: string | null;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly balance: string | null;
  readonly active: boolean;
  readonly voided_at: Date | null;
  readonly deleted_at: Date | null;
  readonly changed_at: Date;
}

/** What a list needs; the JSON stays where it is. */
export const summaryColumns = {
  transaction: `r.source_id, r.doc_number AS title, r.transaction_on AS date, r.party_name AS party, r.memo,
    NULL AS code, r.payment_type AS kind, r.currency, r.total_amount AS amount, r.balance, true AS active,
    r.voided_at, r.deleted_at, r.changed_at`,
  entity: `r.source_id, r.name AS title, NULL AS date, NULL AS party,
    substring(r.full_name from '^(.*):') AS memo, r.code,
    coalesce(r.entity_sub_type, r.entity_type) AS kind, r.currency, r.unit_price AS amount, r.balance, r.active,
    NULL::timestamptz AS voided_at, r.deleted_at, r.changed_at`,
} as const;

export function toRecordSummary(recordType: RecordType, row: RecordRow): RecordSummary {
  return {
    recordType,
    sourceId: row.source_id,
    title: row.title ?? "",
    date: row.date,
    party: row.party,
    memo: row.memo,
    code: row.code,
    kind: row.kind,
    currency: row.currency,
    amount: row.amount,
    balance: row.balance,
    active: row.active,
    voidedAt: row.voided_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
  };
}
