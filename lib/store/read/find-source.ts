import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable } from "../book-table.ts";

/** Intuit's JSON of a stored record, parsed; undefined when it is not stored. */
export async function findSource(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  sourceId: string,
): Promise<unknown> {
  const { table, typeColumn } = bookTable(recordType);
  const { rows } = await sql.query<{ source: unknown }>(
    `SELECT source FROM ${table}
     WHERE company_id = $1 AND ${typeColumn} = $2 AND source_id = $3 AND organization_id = $4`,
    [companyId, recordType, sourceId, sql.organization],
  );
  return rows[0]?.source;
}
