import { isRecordType, type RecordType } from "../books/record-type.ts";
import type { CompanyId, OrganizationId } from "../core/ids.ts";
import { asFirm } from "../db/scope.ts";
import { bookTables, type Shape } from "./book-table.ts";

export interface ReferringRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** What the pattern took for ids in the record's JSON. */
  readonly ids: readonly string[];
}

const pageSize = 200;

/**
 * Live records whose JSON fits a pattern (of PostgreSQL, with one group: the id). `patternNow` is asked
 * before each page, so that a caller who has seen enough of one id narrows what follows; null ends it.
 * Nothing indexes references inside JSON, so this reads the company's records once at most. Pages are of
 * one record type each.
 */
export async function* listReferring(
  organizationId: OrganizationId,
  companyId: CompanyId,
  patternNow: () => string | null,
): AsyncGenerator<readonly ReferringRecord[]> {
  for (const shape of ["transaction", "entity"] as const) {
    let after: readonly [string, string] = ["", ""];
    for (;;) {
      const pattern = patternNow();
      if (pattern === null) return;
      const rows = await readPage(organizationId, companyId, shape, pattern, after);
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
  pattern: string,
  after: readonly [string, string],
): Promise<readonly ReferringRecord[]> {
  const { table, typeColumn } = bookTables[shape];
  const { rows } = await asFirm(organizationId, (sql) =>
    sql.query<{ record_type: string; source_id: string; ids: readonly string[] }>(
      `SELECT ${typeColumn} AS record_type, source_id,
         ARRAY(SELECT DISTINCT found[1] FROM regexp_matches(source::text, $4, 'g') AS found) AS ids
       FROM ${table}
       WHERE company_id = $1 AND (${typeColumn}, source_id) > ($2, $3)
         AND deleted_at IS NULL AND source::text ~ $4
       ORDER BY ${typeColumn}, source_id LIMIT ${pageSize}`,
      [companyId, ...after, pattern],
    ),
  );
  return rows.flatMap((row) =>
    isRecordType(row.record_type)
      ? [{ recordType: row.record_type, sourceId: row.source_id, ids: row.ids }]
      : [],
  );
}
