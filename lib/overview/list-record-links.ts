import { isRecordType, type RecordType } from "../books/record-type.ts";
import type { RecordLink } from "../contracts/records.ts";
import type { CompanyId, SourceId } from "../core/ids.ts";
import type { Sql } from "../db/scope.ts";

interface LinkRow {
  readonly direction: RecordLink["direction"];
  readonly line_position: number | null;
  readonly linked_as: string;
  readonly other_type: string | null;
  readonly other_id: string;
  readonly doc_number: string | null;
  readonly amount: string | null;
}

const most = 500;

/** What a transaction says that it is linked to, and what says so of it. */
export async function listLinks(
  sql: Sql,
  companyId: CompanyId,
  recordType: RecordType,
  id: SourceId,
): Promise<RecordLink[]> {
  const { rows } = await sql.query<LinkRow>(
    `SELECT links.*, t.doc_number FROM (
       SELECT 'outgoing' AS direction, line_position, linked_as, linked_type AS other_type, linked_id AS other_id, amount, position
         FROM transaction_links WHERE company_id = $1 AND type = $2 AND source_id = $3
       UNION ALL
       SELECT 'incoming', NULL::int, type, type, source_id, amount, position
         FROM transaction_links WHERE company_id = $1 AND linked_type = $2 AND linked_id = $3
     ) links
     LEFT JOIN transactions t ON t.company_id = $1 AND t.type = links.other_type AND t.source_id = links.other_id
     ORDER BY direction DESC, position LIMIT ${most}`,
    [companyId, recordType, id],
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
