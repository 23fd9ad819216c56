import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { RecordLink } from "#lib/contracts/records.ts";
import type { CompanyId, SourceId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

interface LinkRow {
  readonly direction: RecordLink["direction"];
  readonly line_position: number | null;
  readonly linked_as: string;
  readonly other_type: string | null;
  readonly other_id: string;
  readonly doc_number: string | null;
  readonly amount: string | null;
}

/** SQL: a line's amount is that of its link where it carries but one. */
const amountOf = (link: string) => `CASE WHEN EXISTS (SELECT FROM transaction_links sibling
  WHERE sibling.company_id = ${link}.company_id AND sibling.type = ${link}.type AND sibling.source_id = ${link}.source_id
    AND sibling.organization_id = ${link}.organization_id
    AND sibling.line_position = ${link}.line_position AND sibling.position <> ${link}.position
    AND sibling.position BETWEEN ${link}.position - 1 AND ${link}.position + 1)
  THEN NULL ELSE ${link}.amount END`;

/**
 * What a transaction says that it is linked to, and what says so of it: all of it. Intuit allows 10,000
 * links in a transaction, and leaving some out would hide what a payment paid.
 */
export async function listLinks(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordLink[]> {
  const { rows } = await sql.query<LinkRow>(
    `SELECT links.*, t.doc_number FROM (
       SELECT 'outgoing' AS direction, line_position, linked_as, linked_type AS other_type, linked_id AS other_id,
              ${amountOf("link")} AS amount, position
         FROM transaction_links link
        WHERE company_id = $1 AND type = $2 AND source_id = $3 AND organization_id = $4
       UNION ALL
       SELECT 'incoming', NULL::int, type, type, source_id, ${amountOf("link")}, position
         FROM transaction_links link
        WHERE company_id = $1 AND linked_type = $2 AND linked_id = $3 AND organization_id = $4
     ) links
     LEFT JOIN transactions t ON t.company_id = $1 AND t.type = links.other_type AND t.source_id = links.other_id
       AND t.organization_id = $4
     ORDER BY direction DESC, position, other_type, other_id`,
    [companyId, recordType, id, sql.organization],
  );
  return rows.map((row) => ({
    direction: row.direction,
    linePosition: row.line_position,
    linkedAs: row.linked_as,
    other: {
      recordType: row.other_type !== null && isRecordType(row.other_type) ? row.other_type : null,
      sourceId: row.other_id,
      name: row.doc_number,
    },
    amount: row.amount,
  }));
}
