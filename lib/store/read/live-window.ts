// Looking at a part of a type, cut by LastUpdatedTime as QuickBooks' own counts can be.

import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable } from "../book-table.ts";

/** Bounds are inclusive, null where there is none. */
export interface LiveWindow {
  readonly companyId: CompanyId;
  readonly recordType: RecordType;
  readonly updatedFrom: Date | null;
  readonly updatedTo: Date | null;
  /** Only transactions dated on or after this day; name lists have no date and are taken whole. */
  readonly datedFrom: CalendarDate | null;
}

/** How many live records lie in the window. */
export async function countLive(sql: TenantSql, window: LiveWindow): Promise<number> {
  const { where, values } = conditionOf(sql, window);
  const { rows } = await sql.query<{ count: number }>(`SELECT count(*)::integer AS count ${where}`, values);
  return rows[0]?.count ?? 0;
}

/** Source ids of the window's live records, in no order and without limit. */
export async function listLive(sql: TenantSql, window: LiveWindow): Promise<readonly string[]> {
  const { where, values } = conditionOf(sql, window);
  const { rows } = await sql.query<{ source_id: string }>(`SELECT source_id ${where}`, values);
  return rows.map((row) => row.source_id);
}

/** The time that divides the window's live records in two; null when it has none. */
export async function findMedianUpdate(sql: TenantSql, window: LiveWindow): Promise<Date | null> {
  const { where, values } = conditionOf(sql, window);
  const { rows } = await sql.query<{ median: Date | null }>(
    `SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY source_updated_at) AS median ${where}`,
    values,
  );
  return rows[0]?.median ?? null;
}

function conditionOf(sql: TenantSql, window: LiveWindow): { where: string; values: unknown[] } {
  const { shape, table, typeColumn } = bookTable(window.recordType);
  const dated =
    shape === "transaction" ? "AND ($5::date IS NULL OR transaction_on >= $5)" : "AND $5::date IS NULL";
  return {
    where: `FROM ${table} WHERE company_id = $1 AND organization_id = $6 AND ${typeColumn} = $2 AND deleted_at IS NULL
      AND ($3::timestamptz IS NULL OR source_updated_at >= $3)
      AND ($4::timestamptz IS NULL OR source_updated_at <= $4) ${dated}`,
    values: [
      window.companyId,
      window.recordType,
      window.updatedFrom,
      window.updatedTo,
      shape === "transaction" ? window.datedFrom : null,
      sql.organization,
    ],
  };
}
