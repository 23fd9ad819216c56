// Which column each field of a mapped row goes to, as data: the staging tables, the COPY and the
// upserts are all written from these lists, so that they cannot disagree.

import type { EntityRow, LineRow, LinkRow, TransactionRow } from "#lib/mapping/mapped-record.ts";
import type { CopyValue } from "./copy-text.ts";

export interface StagedColumn<Row> {
  readonly name: string;
  readonly type:
    "text" | "boolean" | "integer" | "numeric" | "date" | "timestamptz" | "json" | "jsonb" | "bytea";
  readonly of: (row: Row) => CopyValue;
}

/** How PostgreSQL writes bytes: a hash's digits behind \x. */
export function bytesOf(digits: string): string {
  return `\\x${digits}`;
}

type SourceRow = EntityRow | TransactionRow;

const sourceColumns: readonly StagedColumn<SourceRow>[] = [
  { name: "source_id", type: "text", of: (row) => row.sourceId },
  { name: "source", type: "json", of: (row) => row.source },
  { name: "content_hash", type: "bytea", of: (row) => bytesOf(row.contentHash) },
  { name: "edit_hash", type: "bytea", of: (row) => bytesOf(row.editHash) },
  { name: "sync_token", type: "integer", of: (row) => row.syncToken },
  { name: "source_created_at", type: "timestamptz", of: (row) => row.sourceCreatedAt },
  { name: "source_updated_at", type: "timestamptz", of: (row) => row.sourceUpdatedAt },
  { name: "adjustments", type: "jsonb", of: (row) => row.adjustments },
];

export const entityColumns: readonly StagedColumn<EntityRow>[] = [
  ...sourceColumns,
  { name: "name", type: "text", of: (row) => row.name },
  { name: "full_name", type: "text", of: (row) => row.fullName },
  { name: "code", type: "text", of: (row) => row.code },
  { name: "parent_source_id", type: "text", of: (row) => row.parentSourceId },
  { name: "active", type: "boolean", of: (row) => row.active },
  { name: "entity_type", type: "text", of: (row) => row.entityType },
  { name: "entity_sub_type", type: "text", of: (row) => row.entitySubType },
  { name: "classification", type: "text", of: (row) => row.classification },
  { name: "currency", type: "text", of: (row) => row.currency },
  { name: "balance", type: "numeric", of: (row) => row.balance },
  { name: "quantity_on_hand", type: "numeric", of: (row) => row.quantityOnHand },
  { name: "unit_price", type: "numeric", of: (row) => row.unitPrice },
  { name: "email", type: "text", of: (row) => row.email },
  { name: "phone", type: "text", of: (row) => row.phone },
];

export const transactionColumns: readonly StagedColumn<TransactionRow>[] = [
  ...sourceColumns,
  { name: "doc_number", type: "text", of: (row) => row.docNumber },
  { name: "transaction_on", type: "date", of: (row) => row.transactionOn },
  { name: "due_on", type: "date", of: (row) => row.dueOn },
  { name: "party_kind", type: "text", of: (row) => row.partyKind },
  { name: "party_id", type: "text", of: (row) => row.partyId },
  { name: "party_name", type: "text", of: (row) => row.partyName },
  { name: "currency", type: "text", of: (row) => row.currency },
  { name: "exchange_rate", type: "numeric", of: (row) => row.exchangeRate },
  { name: "total_amount", type: "numeric", of: (row) => row.totalAmount },
  { name: "home_total_amount", type: "numeric", of: (row) => row.homeTotalAmount },
  { name: "tax_amount", type: "numeric", of: (row) => row.taxAmount },
  { name: "balance", type: "numeric", of: (row) => row.balance },
  { name: "account_id", type: "text", of: (row) => row.accountId },
  { name: "department_id", type: "text", of: (row) => row.departmentId },
  { name: "memo", type: "text", of: (row) => row.memo },
  { name: "payment_type", type: "text", of: (row) => row.paymentType },
  { name: "voided_at", type: "timestamptz", of: (row) => row.voidedAt },
];

/** Behind the Id of the transaction that the line belongs to. */
export const lineColumns: readonly StagedColumn<LineRow>[] = [
  { name: "position", type: "integer", of: (row) => row.position },
  { name: "line_id", type: "text", of: (row) => row.lineId },
  { name: "detail_type", type: "text", of: (row) => row.detailType },
  { name: "amount", type: "numeric", of: (row) => row.amount },
  { name: "description", type: "text", of: (row) => row.description },
  { name: "item_id", type: "text", of: (row) => row.itemId },
  { name: "account_id", type: "text", of: (row) => row.accountId },
  { name: "class_id", type: "text", of: (row) => row.classId },
  { name: "department_id", type: "text", of: (row) => row.departmentId },
  { name: "party_kind", type: "text", of: (row) => row.partyKind },
  { name: "party_id", type: "text", of: (row) => row.partyId },
  { name: "tax_code_id", type: "text", of: (row) => row.taxCodeId },
  { name: "quantity", type: "numeric", of: (row) => row.quantity },
  { name: "unit_price", type: "numeric", of: (row) => row.unitPrice },
  { name: "side", type: "text", of: (row) => row.side },
];

/** Behind the Id of the transaction that the link belongs to. */
export const linkColumns: readonly StagedColumn<LinkRow>[] = [
  { name: "position", type: "integer", of: (row) => row.position },
  { name: "line_position", type: "integer", of: (row) => row.linePosition },
  { name: "linked_as", type: "text", of: (row) => row.linkedAs },
  { name: "linked_type", type: "text", of: (row) => row.linkedType },
  { name: "linked_id", type: "text", of: (row) => row.linkedId },
  { name: "linked_line_id", type: "text", of: (row) => row.linkedLineId },
  { name: "amount", type: "numeric", of: (row) => row.amount },
];
