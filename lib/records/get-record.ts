import type { Actor } from "#lib/core/actor.ts";
import { isRecordType, recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordDetail, RecordReference } from "#lib/contracts/records.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import { readableJson } from "#lib/db/readable-json.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { listLines } from "./list-record-lines.ts";
import { listLinks } from "./list-record-links.ts";
import { namesInDocument, type NamesInDocument } from "./names-in-document.ts";
import { recordView } from "./record-view.ts";
import { findCompanyCurrency, type CompanyCurrency } from "./record-currency.ts";
import {
  negated,
  summaryColumns,
  summaryFrom,
  toRecordSummary,
  workedForId,
  type RecordRow,
} from "./record-row.ts";

interface DetailRow extends RecordRow {
  readonly source: unknown;
  readonly adjustments: RecordDetail["adjustments"] | null;
  readonly sync_token: number;
  readonly source_created_at: Date | null;
  readonly source_updated_at: Date;
  readonly imported_at: Date;
  readonly versions: number;
}

interface TransactionRow extends DetailRow {
  readonly due_on: string | null;
  readonly exchange_rate: string | null;
  readonly home_total_amount: string | null;
  readonly tax_amount: string | null;
  readonly party_kind: string | null;
  readonly party_id: string | null;
  readonly account_id: string | null;
  readonly department_id: string | null;
  readonly payment_type: string | null;
  readonly worked_for_id: string | null;
  readonly hourly_rate: string | null;
  readonly cash_back_account_id: string | null;
  readonly cash_back_amount: string | null;
  readonly cash_back_memo: string | null;
}

interface EntityRow extends DetailRow {
  readonly full_name: string | null;
  readonly parent_source_id: string | null;
  readonly merged_into_id: string | null;
  readonly classification: string | null;
  readonly entity_sub_type: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly unit_price: string | null;
  readonly quantity_on_hand: string | null;
}

/**
 * One record with its lines and links; that the actor looked at it is written down. The caller has made
 * sure that the actor may open the company.
 *
 * @throws AppError `request.not_found`.
 */
export async function getRecord(
  actor: Actor,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  return withTenant(actor.organizationId, async (sql) => {
    const record =
      recordTypes[recordType].shape === "transaction"
        ? await getTransaction(sql, companyId, recordType, id)
        : await getEntity(sql, companyId, recordType, id);
    await recordView(sql, actor, companyId, recordType, id);
    return record;
  });
}

async function getTransaction(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  const { rows } = await sql.query<TransactionRow>(
    `SELECT r.*, ${summaryColumns.transaction}, ${detailColumns} FROM ${summaryFrom.transaction}
      WHERE r.company_id = $1 AND r.type = $2 AND r.source_id = $3 AND r.organization_id = $4`,
    [companyId, recordType, id, sql.organization],
  );
  const row = rows[0];
  if (!row) throw new AppError("request.not_found", "We hold no such record.");
  const company = await findCompanyCurrency(sql, companyId);
  const names = namesInDocument(row.source);
  const reference = (kind: string | null, to: string | null) =>
    named(sql, companyId, referenceTo(kind, to), names);
  const isCredit = row.is_credit;
  const signed = (amount: string | null) => (isCredit ? negated(amount) : amount);
  return {
    ...nothing,
    ...common(recordType, row, company),
    dueOn: row.due_on,
    exchangeRate: row.exchange_rate,
    homeAmount: signed(row.home_total_amount),
    taxAmount: signed(row.tax_amount),
    paymentType: row.payment_type,
    partyReference: await reference(row.party_kind, row.party_id),
    account: await reference("account", row.account_id),
    otherAccount: await reference("account", row.other_account_id),
    workedForReference: await reference("customer", row.worked_for_id),
    hourlyRate: decimalOf(row.hourly_rate),
    cashBack:
      row.cash_back_account_id === null && row.cash_back_amount === null
        ? null
        : {
            account: await reference("account", row.cash_back_account_id),
            amount: decimalOf(row.cash_back_amount),
            memo: row.cash_back_memo,
          },
    department: await reference("department", row.department_id),
    lines: await listLines(sql, companyId, recordType, id, { names, isCredit }),
    links: await listLinks(sql, companyId, recordType, id),
  };
}

const source = readableJson("r.source");

/** What only the JSON knows. */
const detailColumns = `${workedForId} AS worked_for_id,
  CASE r.type WHEN 'time_activity' THEN ${source} ->> 'HourlyRate' END AS hourly_rate,
  CASE r.type WHEN 'deposit' THEN ${source} #>> '{CashBack,AccountRef,value}' END AS cash_back_account_id,
  CASE r.type WHEN 'deposit' THEN ${source} #>> '{CashBack,Amount}' END AS cash_back_amount,
  CASE r.type WHEN 'deposit' THEN ${source} #>> '{CashBack,Memo}' END AS cash_back_memo`;

/** Null for what is no plain decimal: a figure that is shown must be right. */
function decimalOf(text: string | null): string | null {
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

async function getEntity(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  const { rows } = await sql.query<EntityRow>(
    `SELECT r.*, ${summaryColumns.entity} FROM entities r
      WHERE r.company_id = $1 AND r.kind = $2 AND r.source_id = $3 AND r.organization_id = $4`,
    [companyId, recordType, id, sql.organization],
  );
  const row = rows[0];
  if (!row) throw new AppError("request.not_found", "We hold no such record.");
  const company = await findCompanyCurrency(sql, companyId);
  const names = namesInDocument(row.source);
  return {
    ...nothing,
    ...common(recordType, row, company),
    fullName: row.full_name,
    parent: await named(sql, companyId, referenceTo(recordType, row.parent_source_id), names),
    mergedInto: await named(sql, companyId, referenceTo(recordType, row.merged_into_id), names),
    classification: row.classification,
    subType: row.entity_sub_type,
    email: row.email,
    phone: row.phone,
    unitPrice: row.unit_price,
    quantityOnHand: row.quantity_on_hand,
  };
}

type Common = keyof ReturnType<typeof common>;

/** What only one of the two shapes has. */
const nothing: Omit<RecordDetail, Common> = {
  dueOn: null,
  exchangeRate: null,
  homeAmount: null,
  taxAmount: null,
  partyReference: null,
  account: null,
  otherAccount: null,
  workedForReference: null,
  hourlyRate: null,
  cashBack: null,
  department: null,
  paymentType: null,
  fullName: null,
  parent: null,
  mergedInto: null,
  classification: null,
  subType: null,
  email: null,
  phone: null,
  unitPrice: null,
  quantityOnHand: null,
  lines: [],
  links: [],
};

function common(recordType: RecordType, row: DetailRow, company: CompanyCurrency) {
  return {
    ...toRecordSummary(recordType, row, company),
    syncToken: row.sync_token,
    createdAt: row.source_created_at?.toISOString() ?? null,
    updatedAt: row.source_updated_at.toISOString(),
    importedAt: row.imported_at.toISOString(),
    versions: row.versions,
    /* It came out of a json column. */
    source: row.source as RecordDetail["source"],
    adjustments: row.adjustments ?? [],
  };
}

function referenceTo(kind: string | null, id: string | null): RecordReference | null {
  if (id === null || kind === null) return null;
  return { recordType: isRecordType(kind) ? kind : null, sourceId: id, name: null };
}

async function named(
  sql: TenantSql,
  companyId: CompanyId,
  reference: RecordReference | null,
  names: NamesInDocument,
): Promise<RecordReference | null> {
  if (reference === null) return null;
  const { rows } = await sql.query<{ name: string }>(
    `SELECT coalesce(full_name, name) AS name FROM entities
      WHERE company_id = $1 AND kind = $2 AND source_id = $3 AND organization_id = $4`,
    [companyId, reference.recordType, reference.sourceId, sql.organization],
  );
  const { recordType, sourceId } = reference;
  return { ...reference, name: rows[0]?.name ?? names(recordType ?? "", sourceId) };
}
