import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";

/**
 * How many live records there are of each type, in one statement.
 *
 * @param dated Types of which only those count that are dated on or after this day.
 */
export async function countLiveByType(
  sql: TenantSql,
  companyId: CompanyId,
  dated: { readonly types: readonly RecordType[]; readonly from: CalendarDate | null },
): Promise<ReadonlyMap<RecordType, number>> {
  const { rows } = await sql.query<{ type: string; count: number }>(
    `SELECT kind AS type, count(*)::integer AS count FROM entities
     WHERE company_id = $1 AND organization_id = $2 AND deleted_at IS NULL GROUP BY kind
     UNION ALL
     SELECT type, count(*)::integer FROM transactions
     WHERE company_id = $1 AND organization_id = $2 AND deleted_at IS NULL
       AND ($4::date IS NULL OR transaction_on >= $4 OR type <> ALL ($3::text[])) GROUP BY type`,
    [companyId, sql.organization, dated.types, dated.from],
  );
  return new Map(rows.flatMap(({ type, count }) => (isRecordType(type) ? [[type, count] as const] : [])));
}
