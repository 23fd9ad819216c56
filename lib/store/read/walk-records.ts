// A walk over a company's live records of both book tables in the order of their keys, a page at a time and
// each page in a transaction of its own: for questions that no index answers.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { withTenant, type QueryResultRow } from "#lib/db/scope.ts";
import { bookTables, type Shape } from "../book-table.ts";

export interface RecordWalk {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  /** Which table comes first. */
  readonly shapes: readonly Shape[];
  readonly pageSize: number;
  /** SQL for further columns; `$1` is what `lookFor` answers. */
  readonly columns: string;
  /** SQL for the condition, likewise. */
  readonly condition: string;
  /** Asked before each page, so that a caller who has seen enough narrows what follows; null ends the walk. */
  readonly lookFor: () => string | null;
}

/** Pages are of one record type each. `Row` are the further columns. */
export async function* walkRecords<Row extends QueryResultRow>(
  walk: RecordWalk,
): AsyncGenerator<readonly (Row & { readonly recordType: RecordType; readonly sourceId: string })[]> {
  for (const shape of walk.shapes) {
    let after: readonly [string, string] = ["", ""];
    for (;;) {
      const wanted = walk.lookFor();
      if (wanted === null) return;
      const rows = await readPage<Row>(walk, shape, wanted, after);
      const known = rows.flatMap((row) =>
        isRecordType(row.record_type)
          ? [{ ...row, recordType: row.record_type, sourceId: row.source_id }]
          : [],
      );
      for (const ofType of Map.groupBy(known, (row) => row.recordType).values()) yield ofType;
      const last = rows.at(-1);
      if (rows.length < walk.pageSize || !last) break;
      after = [last.record_type, last.source_id];
    }
  }
}

async function readPage<Row extends QueryResultRow>(
  { organizationId, companyId, columns, condition, pageSize }: RecordWalk,
  shape: Shape,
  wanted: string,
  after: readonly [string, string],
): Promise<readonly (Row & { readonly record_type: string; readonly source_id: string })[]> {
  const { table, typeColumn } = bookTables[shape];
  const { rows } = await withTenant(organizationId, (sql) =>
    sql.query<Row & { record_type: string; source_id: string }>(
      `SELECT ${typeColumn} AS record_type, source_id, ${columns} FROM ${table}
       WHERE organization_id = $2 AND company_id = $3 AND (${typeColumn}, source_id) > ($4, $5)
         AND deleted_at IS NULL AND ${condition}
       ORDER BY ${typeColumn}, source_id LIMIT ${pageSize}`,
      [wanted, organizationId, companyId, ...after],
    ),
  );
  return rows;
}
