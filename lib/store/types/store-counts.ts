// Our counts beside QuickBooks' own, of many types in one transaction.

import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export interface CountToStore {
  readonly recordType: RecordType;
  /** Documents before this day are not kept, and were left out of QuickBooks' count. */
  readonly datedFrom: CalendarDate | null;
  /** QuickBooks' count where it compares with ours, else null. */
  readonly sourceCount: (ourCount: number) => number | null;
}

export interface StoredCounts {
  readonly recordType: RecordType;
  readonly sourceCount: number | null;
  readonly ourCount: number;
}

interface Ours {
  readonly record_type: string;
  readonly our_count: number;
  readonly live_count: number;
}

/**
 * Keeps QuickBooks' counts beside ours on the types. Their live counts are counted anew with them, so that no
 * mistake in them would last.
 */
export async function storeCounts(
  sql: TenantSql,
  lease: RunLease,
  toNote: readonly CountToStore[],
  countedAt: Date,
): Promise<readonly StoredCounts[]> {
  const recordTypes = toNote.map((one) => one.recordType);
  // Whatever has changed how many there are has committed, or will add to what is stored below.
  await sql.query(
    `SELECT FROM company_record_types
     WHERE company_id = $1 AND organization_id = $3 AND record_type = ANY ($2)
     ORDER BY record_type FOR UPDATE`,
    [lease.companyId, recordTypes, sql.organization],
  );
  const { rows } = await sql.query<Ours>(countStatement, [
    lease.companyId,
    recordTypes,
    toNote.map((one) => one.datedFrom),
    sql.organization,
  ]);
  const ours = new Map(rows.map((row) => [row.record_type, row]));
  const noted = toNote.map(({ recordType, sourceCount }): StoredCounts => {
    const ourCount = ours.get(recordType)?.our_count ?? 0;
    return { recordType, sourceCount: sourceCount(ourCount), ourCount };
  });
  const columns = [
    recordTypes,
    noted.map((one) => one.sourceCount),
    noted.map((one) => one.ourCount),
    recordTypes.map((recordType) => ours.get(recordType)?.live_count ?? 0),
  ];
  await sql.query(keepStatement, [lease.organizationId, lease.companyId, countedAt, ...columns]);
  return noted;
}

const countStatement = `
  WITH asked AS (SELECT * FROM unnest($2::text[], $3::date[]) AS asked (record_type, dated_from))
  SELECT asked.record_type, counted.our_count, counted.live_count
  FROM asked CROSS JOIN LATERAL (
    SELECT count(*)::integer AS our_count, count(*)::integer AS live_count FROM entities
     WHERE company_id = $1 AND organization_id = $4 AND kind = asked.record_type AND deleted_at IS NULL
    UNION ALL
    SELECT count(*) FILTER (WHERE asked.dated_from IS NULL OR transaction_on >= asked.dated_from)::integer,
      count(*)::integer FROM transactions
     WHERE company_id = $1 AND organization_id = $4 AND type = asked.record_type AND deleted_at IS NULL
  ) counted WHERE counted.live_count > 0`;

const keepStatement = `
  INSERT INTO company_record_types AS known
    (organization_id, company_id, record_type, offered, source_count, our_count, live_count, counted_at)
  SELECT $1, $2, noted.record_type, true, noted.source_count, noted.our_count, noted.live_count, $3
  FROM unnest($4::text[], $5::integer[], $6::integer[], $7::integer[])
    AS noted (record_type, source_count, our_count, live_count)
  ON CONFLICT (company_id, record_type) DO UPDATE SET offered = true, not_offered_reason = NULL,
    source_count = excluded.source_count, our_count = excluded.our_count, live_count = excluded.live_count,
    counted_at = excluded.counted_at
  WHERE known.organization_id = excluded.organization_id`;
