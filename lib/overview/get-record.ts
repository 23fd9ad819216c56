import type { Viewer } from "../auth/viewer.ts";
import { isRecordType, recordTypes, type RecordType } from "../books/record-type.ts";
import type { RecordDetail, RecordReference } from "../contracts/records.ts";
import { AppError } from "../core/app-error.ts";
import type { CompanyId, SourceId } from "../core/ids.ts";
import { asFirm, type Sql } from "../db/scope.ts";
import { listLines } from "./list-record-lines.ts";
import { listLinks } from "./list-record-links.ts";
import { noteView } from "./note-view.ts";
import { summaryColumns, toRecordSummary, type RecordRow } from "./record-row.ts";

interface DetailRow extends RecordRow {
  readonly source: unknown;
  readonly sync_token: number;
  readonly source_created_at: Date | null;
  readonly source_updated_at: Date;
  readonly taken_in_at: Date;
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
 * One record with its lines and links; that the viewer looked at it is written down. The caller has made
 * sure that the viewer may open the company.
 *
 * @throws AppError `request.not_found`.
 */
export async function getRecord(
  viewer: Viewer,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  return asFirm(viewer.organizationId, async (sql) => {
    const record =
      recordTypes[recordType].shape === "transaction"
        ? await getTransaction(sql, companyId, recordType, id)
        : await getEntity(sql, companyId, recordType, id);
    await noteView(sql, viewer, companyId, recordType, id);
    return record;
  });
}

async function getTransaction(
  sql: Sql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  const { rows } = await sql.query<TransactionRow>(
    `SELECT r.*, ${summaryColumns.transaction} FROM transactions r
      WHERE r.company_id = $1 AND r.type = $2 AND r.source_id = $3`,
    [companyId, recordType, id],
  );
  const row = rows[0];
  if (!row) throw new AppError("request.not_found", "We hold no such record.");
  const party = referenceTo(row.party_kind, row.party_id);
  return {
    ...nothing,
    ...common(recordType, row),
    dueOn: row.due_on,
    exchangeRate: row.exchange_rate,
    homeAmount: row.home_total_amount,
    taxAmount: row.tax_amount,
    paymentType: row.payment_type,
    partyReference: party && { ...party, name: row.party },
    account: await named(sql, companyId, referenceTo("account", row.account_id)),
    department: await named(sql, companyId, referenceTo("department", row.department_id)),
    lines: await listLines(sql, companyId, recordType, id),
    links: await listLinks(sql, companyId, recordType, id),
  };
}

async function getEntity(
  sql: Sql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordDetail> {
  const { rows } = await sql.query<EntityRow>(
    `SELECT r.*, ${summaryColumns.entity} FROM entities r
      WHERE r.company_id = $1 AND r.kind = $2 AND r.source_id = $3`,
    [companyId, recordType, id],
  );
  const row = rows[0];
  if (!row) throw new AppError("request.not_found", "We hold no such record.");
  return {
    ...nothing,
    ...common(recordType, row),
    fullName: row.full_name,
    parent: await named(sql, companyId, referenceTo(recordType, row.parent_source_id)),
    mergedInto: await named(sql, companyId, referenceTo(recordType, row.merged_into_id)),
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

function common(recordType: RecordType, row: DetailRow) {
  return {
    ...toRecordSummary(recordType, row),
    syncToken: row.sync_token,
    createdAt: row.source_created_at?.toISOString() ?? null,
    updatedAt: row.source_updated_at.toISOString(),
    takenInAt: row.taken_in_at.toISOString(),
    versions: row.versions,
    /* It came out of a json column. */
    source: row.source as RecordDetail["source"],
  };
}

function referenceTo(kind: string | null, id: string | null): RecordReference | null {
  if (id === null || kind === null) return null;
  return { recordType: isRecordType(kind) ? kind : null, sourceId: id, name: null };
}

async function named(
  sql: Sql,
  companyId: CompanyId,
  reference: RecordReference | null,
): Promise<RecordReference | null> {
  if (reference === null) return null;
  const { rows } = await sql.query<{ name: string }>(
    "SELECT coalesce(full_name, name) AS name FROM entities WHERE company_id = $1 AND kind = $2 AND source_id = $3",
    [companyId, reference.recordType, reference.sourceId],
  );
  return { ...reference, name: rows[0]?.name ?? null };
}
