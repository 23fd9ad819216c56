import type { RecordType } from "#lib/books/record-type.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { bookTable, perShape } from "../book-table.ts";
import type { PreparedRecord } from "./prepare-record.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** Clocks and time zones differ by less. A time further ahead of the answer would keep later versions out. */
const furthestAheadMs = 24 * 60 * 60 * 1000;

/**
 * Gives staged records that came without a LastUpdatedTime or SyncToken their place in the history, so
 * that the staleness guard keeps no newer version out:
 *
 * The time is the answer's, to the second: QuickBooks showed this version then, and what is edited later is
 * stamped later. What is stored already with the same content keeps the time it has. A time more than a
 * day ahead of the answer is no time. Without a time of the answer, the stored version's, for SyncTokens and
 * the order of arrival to decide; of what is not stored, now.
 *
 * A SyncToken that is missing is the stored version's, so that it decides nothing; 0 where none is stored.
 */
export async function orderUndated(
  sql: TenantSql,
  lease: RunLease,
  recordType: RecordType,
  readAt: Date | null,
  records: readonly PreparedRecord[],
): Promise<void> {
  const latest = readAt === null ? Infinity : readAt.getTime() + furthestAheadMs;
  const isAhead = (one: PreparedRecord): boolean => one.sourceUpdatedAt.getTime() > latest;
  const undated = records.filter((one) => one.lacks.time || one.lacks.token || isAhead(one));
  if (undated.length === 0) return;
  const { shape } = bookTable(recordType);
  await sql.query({
    name: `order_undated_${shape}`,
    text: statements[shape],
    values: [
      lease.companyId,
      recordType,
      undated.map((one) => one.sourceId),
      undated.map((one) => one.lacks.time || isAhead(one)),
      undated.map((one) => one.lacks.token),
      undated.map(isAhead),
      readAt,
      ahead,
      sql.organization,
    ],
  });
}

const ahead = JSON.stringify([
  {
    path: "MetaData.LastUpdatedTime",
    reason: "A time that is still to come: the record counts as changed when QuickBooks showed it.",
    came: null,
    stored: null,
  },
]);

const statements = perShape(
  ({ shape, table, typeColumn, staging }) => `
  WITH placed AS (
    SELECT undated.*, stored.sync_token AS stored_token,
      coalesce(
        CASE WHEN stored.content_hash = staged.content_hash THEN stored.source_updated_at END,
        date_trunc('second', $7::timestamptz), stored.source_updated_at, date_trunc('second', now())
      ) AS shown_at
    FROM unnest($3::text[], $4::boolean[], $5::boolean[], $6::boolean[])
      AS undated (source_id, lacks_time, lacks_token, is_ahead)
    JOIN pg_temp.${staging} staged ON staged.source_id = undated.source_id
    LEFT JOIN LATERAL (
      SELECT sync_token, source_updated_at, content_hash FROM ${table}
      WHERE company_id = $1 AND ${typeColumn} = $2 AND source_id = undated.source_id
        AND organization_id = $9 LIMIT 1
    ) stored ON true
  )
  UPDATE pg_temp.${staging} staged SET
    source_updated_at = CASE WHEN lacks_time THEN shown_at ELSE staged.source_updated_at END,
    ${shape === "transaction" ? "voided_at = CASE WHEN lacks_time AND staged.voided_at IS NOT NULL THEN shown_at ELSE staged.voided_at END," : ""}
    sync_token = CASE WHEN lacks_token THEN coalesce(stored_token, 0) ELSE staged.sync_token END,
    adjustments = CASE WHEN is_ahead THEN coalesce(staged.adjustments, '[]') || $8::jsonb ELSE staged.adjustments END
  FROM placed WHERE placed.source_id = staged.source_id`,
);
