import { isRecordType, type RecordType } from "../books/record-type.ts";
import type { CompanyId, OrganizationId } from "../core/ids.ts";
import { asFirm } from "../db/scope.ts";
import { bookTables, type Shape } from "./book-table.ts";

export interface MentioningRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** Intuit's JSON, parsed. */
  readonly source: unknown;
}

const pageSize = 500;

/**
 * Records in whose JSON some reference has the value `sourceId`, whatever list it refers to: a sieve,
 * for the caller to look closer. No column or index knows all references, so this reads the company's
 * records once. Pages are of one record type each.
 */
export async function* listMentioning(
  organizationId: OrganizationId,
  companyId: CompanyId,
  sourceId: string,
): AsyncGenerator<readonly MentioningRecord[]> {
  const mention = `"value":${JSON.stringify(sourceId)}`;
  for (const shape of ["entity", "transaction"] as const) {
    let after: readonly [string, string] = ["", ""];
    for (;;) {
      const rows = await readPage(organizationId, companyId, shape, mention, after);
      for (const ofType of Map.groupBy(rows, (row) => row.recordType).values()) yield ofType;
      const last = rows.at(-1);
      if (rows.length < pageSize || !last) break;
      after = [last.recordType, last.sourceId];
    }
  }
}

async function readPage(
  organizationId: OrganizationId,
  companyId: CompanyId,
  shape: Shape,
  mention: string,
  after: readonly [string, string],
): Promise<readonly MentioningRecord[]> {
  const { table, typeColumn } = bookTables[shape];
  const { rows } = await asFirm(organizationId, (sql) =>
    sql.query<{ record_type: string; source_id: string; source: unknown }>(
      `SELECT ${typeColumn} AS record_type, source_id, source FROM ${table}
       WHERE company_id = $1 AND (${typeColumn}, source_id) > ($2, $3)
         AND deleted_at IS NULL AND strpos(source::text, $4) > 0
       ORDER BY ${typeColumn}, source_id LIMIT ${pageSize}`,
      [companyId, ...after, mention],
    ),
  );
  return rows.flatMap((row) =>
    isRecordType(row.record_type)
      ? [{ recordType: row.record_type, sourceId: row.source_id, source: row.source }]
      : [],
  );
}
