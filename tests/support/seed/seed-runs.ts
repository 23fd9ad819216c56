import { randomUUID } from "node:crypto";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { SyncKind, SyncState, SyncTrigger } from "#lib/contracts/sync-run.ts";
import { parseSyncId, type CompanyId, type OrganizationId, type SyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

export interface SeedRun {
  readonly kind?: SyncKind;
  readonly trigger?: SyncTrigger;
  readonly state: SyncState;
  readonly minutesAgo: number;
  readonly seconds?: number;
  readonly seen?: number;
  readonly expected?: number;
  readonly deleted?: number;
  readonly failed?: number;
  readonly errorCode?: string;
  readonly errorDetail?: string;
  /** With a step per type; those named end this way instead of "done". */
  readonly steps?: Partial<
    Record<RecordType, "running" | "pending" | "failed" | "incomplete" | "not_offered">
  >;
}

export async function seedRun(firm: OrganizationId, company: CompanyId, run: SeedRun): Promise<SyncId> {
  const id = parseSyncId(randomUUID());
  const seen = run.seen ?? 14;
  const started = run.state !== "queued";
  const ended = started && run.state !== "running" && run.state !== "awaiting_approval";
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, started_at,
         finished_at, heartbeat_at, attempts, api_calls, metered_calls, records_expected, records_seen, records_created,
         records_changed, records_derived_only, records_unchanged, records_deleted, records_failed, error_code, error_detail,
         intuit_tid)
       VALUES ($1, $2, $3, $4, $5, $6, now() - $7 * interval '1 minute',
         CASE WHEN $8 THEN now() - $7 * interval '1 minute' + interval '1 s' END,
         CASE WHEN $9 THEN now() - $7 * interval '1 minute' + interval '1 s' + $10 * interval '1 s' END,
         CASE WHEN $8 THEN now() END, 1, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
      [
        id,
        firm,
        company,
        run.kind ?? "incremental",
        run.trigger ?? "schedule",
        run.state,
        run.minutesAgo,
        started,
        ended,
        run.seconds ?? 3.4,
        Math.ceil(seen / 1000) + 3,
        Math.ceil(seen / 1000) + 1,
        run.expected ?? null,
        seen,
        Math.floor(seen * 0.5),
        Math.floor(seen * 0.2),
        Math.floor(seen * 0.1),
        seen - Math.floor(seen * 0.5) - Math.floor(seen * 0.2) - Math.floor(seen * 0.1),
        run.deleted ?? 0,
        run.failed ?? 0,
        run.errorCode ?? null,
        run.errorDetail ?? null,
        run.errorCode ? "1-6740b1e2-3fa0c2d17a2b5c8e0d9f1a77" : null,
      ],
    );
    if (!run.steps) return;
    for (const [index, type] of allRecordTypes.entries()) {
      const state = run.steps[type] ?? "done";
      const expected = Math.max(
        1,
        Math.round(((run.expected ?? seen) / allRecordTypes.length) * (1 + (index % 5) / 5)),
      );
      const taken =
        state === "done" || state === "incomplete"
          ? expected
          : state === "running"
            ? Math.floor(expected * 0.62)
            : 0;
      await sql.query(
        `INSERT INTO quickbooks_sync_steps (organization_id, company_id, sync_id, record_type, state, expected, seen,
           created, unchanged, source_count, our_count, started_at, finished_at, error_code, error_detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, $8, $9, now() - interval '2 minutes', now(), $10, $11)`,
        [
          firm,
          company,
          id,
          type,
          state,
          expected,
          taken,
          state === "done" || state === "incomplete" ? expected + (state === "incomplete" ? 3 : 0) : null,
          state === "done" || state === "incomplete" ? expected : null,
          state === "failed" ? "quickbooks.timeout" : null,
          state === "failed" ? "Page 4 was not answered within 130 s." : null,
        ],
      );
    }
  });
  return id;
}

/** A month of ordinary days, for the charts. */
export async function seedHistory(firm: OrganizationId, company: CompanyId): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, started_at,
         finished_at, records_seen, records_changed, metered_calls, api_calls, error_code)
       SELECT gen_random_uuid(), $1, $2, 'incremental', CASE WHEN n % 5 = 0 THEN 'webhook' ELSE 'schedule' END,
              state, at, at, at + (2 + n % 7) * interval '1 s', 10 + n % 60, n % 9, 1, 2,
              CASE WHEN state = 'failed' THEN 'quickbooks.unavailable' END
         FROM (SELECT n, now() - n * interval '5 hours' - interval '2 hours' AS at,
                      CASE WHEN n % 37 = 0 THEN 'failed' WHEN n % 29 = 0 THEN 'incomplete' ELSE 'succeeded' END AS state
                 FROM generate_series(1, 140) n) days`,
      [firm, company],
    );
    await sql.query(
      `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered, free)
       SELECT $1, $2, current_date - n, 180 + (n * 37) % 240, 20 FROM generate_series(0, 29) n`,
      [firm, company],
    );
  });
}
