import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable } from "../book-table.ts";

/** Of `sourceIds`, those that we hold and do not have marked as deleted, with the time of their version. */
export async function findLive(
  sql: TenantSql,
  companyId: CompanyId,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { table, typeColumn } = bookTable(recordType);
  const { rows } = await sql.query<{ source_id: string; source_updated_at: Date }>(
    `SELECT source_id, source_updated_at FROM ${table}
     WHERE company_id = $1 AND ${typeColumn} = $2 AND source_id = ANY ($3) AND organization_id = $4
       AND deleted_at IS NULL`,
    [companyId, recordType, sourceIds, sql.organization],
  );
  return new Map(rows.map((row) => [row.source_id, row.source_updated_at]));
}
