import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { RecordLine, RecordReference } from "#lib/contracts/records.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { NamesInDocument } from "./names-in-document.ts";
import { negated } from "./record-row.ts";

interface LineRow {
  readonly position: number;
  readonly detail_type: string;
  readonly description: string | null;
  readonly amount: string | null;
  readonly quantity: string | null;
  readonly unit_price: string | null;
  readonly side: string | null;
  readonly item_id: string | null;
  readonly item_name: string | null;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly class_id: string | null;
  readonly class_name: string | null;
  readonly department_id: string | null;
  readonly department_name: string | null;
  readonly party_kind: string | null;
  readonly party_id: string | null;
  readonly party_name: string | null;
}

const nameOf = (column: string, kind: string) => `
  LEFT JOIN entities ${column} ON ${column}.company_id = l.company_id AND ${column}.kind = ${kind}
    AND ${column}.source_id = l.${column}_id AND ${column}.organization_id = l.organization_id`;

/** How the document itself names what its lines refer to, and whether its figures are the other way around. */
export interface LinesOf {
  readonly names: NamesInDocument;
  readonly isCredit: boolean;
}

/** A transaction's lines in QuickBooks' order, with the names of what they refer to. */
export async function listLines(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
  { names, isCredit }: LinesOf,
): Promise<RecordLine[]> {
  const { rows } = await sql.query<LineRow>(
    `SELECT l.*, coalesce(item.full_name, item.name) AS item_name, coalesce(account.full_name, account.name) AS account_name,
            coalesce(class.full_name, class.name) AS class_name, coalesce(department.full_name, department.name) AS department_name,
            coalesce(party.full_name, party.name) AS party_name
       FROM transaction_lines l
       ${nameOf("item", "'item'")} ${nameOf("account", "'account'")} ${nameOf("class", "'class'")}
       ${nameOf("department", "'department'")} ${nameOf("party", "l.party_kind")}
      WHERE l.company_id = $1 AND l.type = $2 AND l.source_id = $3 AND l.organization_id = $4 ORDER BY l.position`,
    [companyId, recordType, id, sql.organization],
  );
  const reference = (kind: string, id: string | null, name: string | null): RecordReference | null =>
    id === null
      ? null
      : { recordType: isRecordType(kind) ? kind : null, sourceId: id, name: name ?? names(kind, id) };
  return rows.map((row) => ({
    position: row.position,
    detailType: row.detail_type,
    description: row.description,
    item: reference("item", row.item_id, row.item_name),
    account: reference("account", row.account_id, row.account_name),
    class: reference("class", row.class_id, row.class_name),
    department: reference("department", row.department_id, row.department_name),
    party: reference(row.party_kind ?? "", row.party_id, row.party_name),
    quantity: row.quantity,
    unitPrice: row.unit_price,
    amount: isCredit ? negated(row.amount) : row.amount,
    side: row.side === "debit" || row.side === "credit" ? row.side : null,
  }));
}
