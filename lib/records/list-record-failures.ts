import type { Actor } from "#lib/core/actor.ts";
import { isRecordType } from "#lib/books/record-type.ts";
import type {
  RecordFailure,
  RecordFailureList,
  RecordFailuresQuery,
} from "#lib/contracts/record-failures.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";

export const failuresPageSize = 50;

interface Row {
  readonly id: string;
  readonly record_type: string;
  readonly source_id: string;
  readonly reason: string;
  readonly detail: string;
  readonly source: unknown;
  readonly attempts: number;
  readonly state: RecordFailure["state"];
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly matching: number;
}

/** Records that could not be imported, the latest first. The caller has checked the company. */
export async function listRecordFailures(
  actor: Actor,
  companyId: CompanyId,
  query: RecordFailuresQuery,
): Promise<RecordFailureList> {
  return withTenant(actor.organizationId, async (sql) => {
    const { rows } = await sql.query<Row>(
      `SELECT f.*, count(*) OVER ()::int AS matching FROM record_failures f
        WHERE company_id = $1 AND organization_id = $6 AND state = $2 AND ($3::text IS NULL OR record_type = $3)
          AND ($4::text IS NULL OR reason = $4)
        ORDER BY last_seen_at DESC, id LIMIT ${failuresPageSize} OFFSET $5`,
      [
        companyId,
        query.state,
        query.recordType ?? null,
        query.reason ?? null,
        (query.page - 1) * failuresPageSize,
        sql.organization,
      ],
    );
    const kinds = await sql.query<{ record_type: string; reason: string; count: number }>(
      `SELECT record_type, reason, count(*)::int AS count FROM record_failures
        WHERE company_id = $1 AND organization_id = $2 AND state = 'open'
        GROUP BY record_type, reason ORDER BY count DESC, reason LIMIT 50`,
      [companyId, sql.organization],
    );
    return {
      failures: rows.flatMap(toFailure),
      matching: rows[0]?.matching ?? 0,
      page: query.page,
      pageSize: failuresPageSize,
      kinds: kinds.rows.flatMap(({ record_type: recordType, reason, count }) =>
        isRecordType(recordType) ? [{ recordType, reason, count }] : [],
      ),
    };
  });
}

function toFailure(row: Row): RecordFailure[] {
  const { id, record_type: recordType, source_id: sourceId, reason, detail, attempts, state } = row;
  if (!isRecordType(recordType)) return [];
  return [
    {
      id,
      recordType,
      sourceId,
      reason,
      detail,
      attempts,
      state,
      /* It came out of a json column. */
      source: row.source as RecordFailure["source"],
      firstSeenAt: row.first_seen_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
    },
  ];
}
