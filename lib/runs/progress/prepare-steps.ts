// Reads and plans the steps of a run: its record types, and how far each has come.

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { SyncStepState } from "#lib/books/sync-run.ts";
import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";
import { withTenantAsyncCommit } from "#lib/db/scope.ts";
import { assertLease } from "#lib/store/with-lease.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

export interface SyncStep {
  readonly recordType: RecordType;
  readonly state: SyncStepState;
  readonly windowAt: Date | null;
  readonly windowOffset: number;
  readonly seen: number;
  readonly expected: number | null;
}

interface StepRow {
  readonly record_type: string;
  readonly state: SyncStepState;
  readonly window_at: Date | null;
  readonly window_offset: number;
  readonly seen: number;
  readonly expected: number | null;
}

/**
 * The steps of a run, made on its first start. Later starts find them as far as they came; those that
 * had failed begin again where they stopped.
 */
export async function prepareSteps(
  lease: RunLease,
  recordTypes: readonly RecordType[],
): Promise<readonly SyncStep[]> {
  return withTenantAsyncCommit(lease.organizationId, async (sql) => {
    await assertLease(sql, lease);
    await sql.query(
      `INSERT INTO quickbooks_sync_steps AS step (organization_id, company_id, sync_id, record_type, state)
       SELECT $1, $2, $3, record_type, $5 FROM unnest($4::text[]) AS record_type
       ON CONFLICT (sync_id, record_type) DO UPDATE SET state = excluded.state, finished_at = NULL,
         error_code = NULL, error_detail = NULL, intuit_tid = NULL
       WHERE step.state = ANY ($6) AND step.organization_id = excluded.organization_id`,
      [
        lease.organizationId,
        lease.companyId,
        lease.syncId,
        recordTypes,
        stepTransitions.createdBy("prepared"),
        stepTransitions.sourcesOf("prepared"),
      ],
    );
    const { rows } = await sql.query<StepRow>(
      `SELECT record_type, state, window_at, window_offset, seen, expected FROM quickbooks_sync_steps
       WHERE sync_id = $1 AND organization_id = $3 AND record_type = ANY ($2)`,
      [lease.syncId, recordTypes, sql.organization],
    );
    return rows.flatMap((row) =>
      isRecordType(row.record_type)
        ? [
            {
              recordType: row.record_type,
              state: row.state,
              windowAt: row.window_at,
              windowOffset: row.window_offset,
              seen: row.seen,
              expected: row.expected,
            },
          ]
        : [],
    );
  });
}
