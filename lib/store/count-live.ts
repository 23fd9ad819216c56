import type { RecordType } from "../books/record-type.ts";
import type { CalendarDate } from "../core/calendar-date.ts";
import type { CompanyId } from "../core/ids.ts";
import type { Sql } from "../db/scope.ts";
import { bookTable } from "./book-table.ts";

/**
 * How many records of a type we hold that are not marked as deleted.
 *
 * `from`: only transactions dated on or after that day, for comparing with a count that QuickBooks made
 * with the same condition. Name lists have no date and are counted whole.
 */
export async function countLive(
  sql: Sql,
  companyId: CompanyId,
  recordType: RecordType,
  from: CalendarDate | null = null,
): Promise<number> {
  const { shape, table, typeColumn } = bookTable(recordType);
  const dated = shape === "transaction" && from !== null;
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ${table}
     WHERE company_id = $1 AND ${typeColumn} = $2 AND deleted_at IS NULL
     ${dated ? "AND transaction_on >= $3" : ""}`,
    dated ? [companyId, recordType, from] : [companyId, recordType],
  );
  return rows[0]?.count ?? 0;
}

/** Over all types: what the share of a mass deletion is measured against. */
export async function countAllLive(sql: Sql, companyId: CompanyId): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM entities WHERE company_id = $1 AND deleted_at IS NULL)::integer
          + (SELECT count(*) FROM transactions WHERE company_id = $1 AND deleted_at IS NULL)::integer AS count`,
    [companyId],
  );
  return rows[0]?.count ?? 0;
}
