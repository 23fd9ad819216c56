import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import { randomUUID } from "node:crypto";

import { parseCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import { parseCompanyId, parseOrganizationId, type SyncId } from "#lib/core/ids.ts";
import { isUniqueViolation } from "#lib/db/database-error.ts";
import { asSystem } from "#lib/db/scope.ts";
import { countLostCalls } from "../progress/uncounted-calls.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";

export interface ClaimedRun {
  readonly lease: RunLease;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
  readonly types: readonly string[];
  readonly records: unknown;
  /** Days of documents that were asked for, as YYYY-MM-DD. */
  readonly transactionsFrom: string | null;
  readonly transactionsTo: string | null;
  /** A person has approved the deletions before which the run was held. */
  readonly approved: boolean;
  readonly readFromAt: Date | null;
  /** Starts of this run, this one included. */
  readonly attempts: number;
  readonly company: {
    readonly timeZone: string;
    readonly selectedTypes: readonly string[];
    readonly syncFromOn: CalendarDate | null;
    readonly massDeletionPercent: number;
    readonly changesCursorAt: Date | null;
  };
}

export type Claim =
  | { readonly kind: "claimed"; readonly run: ClaimedRun }
  /** Another run of the company, or another attempt of this one, is alive. */
  | { readonly kind: "busy" }
  | { readonly kind: "nothing" };

/** A holder that has not been heard of for this long is dead. Heartbeats come several times within it. */
export const leaseMs = 15_000;

interface ClaimedRow {
  readonly organization_id: string;
  readonly company_id: string;
  readonly kind: ClaimedRun["kind"];
  readonly trigger: ClaimedRun["trigger"];
  readonly types: string[];
  readonly records: unknown;
  readonly transactions_from: string | null;
  readonly transactions_to: string | null;
  readonly approved_by_id: string | null;
  readonly read_from_at: Date | null;
  readonly attempts: number;
  readonly time_zone: string;
  readonly selected_types: string[];
  readonly sync_from_on: string | null;
  readonly mass_deletion_percent: number;
  readonly changes_cursor_at: Date | null;
  /** Its last holder died with calls that it had not stored. */
  readonly has_lost_calls: boolean;
}

/**
 * Makes this process the holder of a waiting run, or of one whose holder is dead. The partial unique
 * index lets one run of a company be under way, across all processes.
 */
export async function claimRun(syncId: SyncId): Promise<Claim> {
  const leaseToken = randomUUID();
  try {
    const row = await asSystem(async (sql) => {
      const { rows } = await sql.query<ClaimedRow>(statement, [
        syncId,
        leaseToken,
        leaseMs,
        runTransitions.targetOf("claimed"),
        runTransitions.sourcesOf("claimed"),
      ]);
      const [claimed] = rows;
      if (claimed?.has_lost_calls) {
        await countLostCalls(sql, parseOrganizationId(claimed.organization_id), syncId);
      }
      return claimed;
    });
    if (row) return { kind: "claimed", run: toRun(syncId, leaseToken, row) };
  } catch (thrown) {
    // Another run of the company is under way.
    if (isUniqueViolation(thrown)) return { kind: "busy" };
    throw thrown;
  }
  const alive = await asSystem((sql) =>
    sql.query("SELECT FROM quickbooks_syncs WHERE id = $1 AND state = 'running'", [syncId]),
  );
  return alive.rowCount === 1 ? { kind: "busy" } : { kind: "nothing" };
}

// The company's paces know how many metered calls were booked since the run was first held.
const booked = "coalesce(pace.run_metered, 0) - run.metered_calls";

const statement = `
  UPDATE quickbooks_syncs run SET state = $4, lease_token = $2, heartbeat_at = clock_timestamp(),
    started_at = coalesce(started_at, now()), attempts = attempts + 1,
    error_code = NULL, error_detail = NULL, intuit_tid = NULL,
    metered_from = coalesce(run.metered_from, ${booked})
  FROM companies company LEFT JOIN quickbooks_paces pace ON pace.company_id = company.id
  WHERE run.id = $1 AND company.id = run.company_id AND company.organization_id = run.organization_id
    AND run.state = ANY ($5) AND (run.lease_token IS NULL
      OR run.heartbeat_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000))
  RETURNING run.organization_id, run.company_id, run.kind, run.trigger, run.types, run.records, run.transactions_from, run.transactions_to,
    run.approved_by_id, run.read_from_at, run.attempts, company.time_zone, company.selected_types,
    company.sync_from_on, company.mass_deletion_percent, company.changes_cursor_at,
    run.metered_from < ${booked} AS has_lost_calls`;

function toRun(syncId: SyncId, leaseToken: string, row: ClaimedRow): ClaimedRun {
  return {
    lease: {
      organizationId: parseOrganizationId(row.organization_id),
      companyId: parseCompanyId(row.company_id),
      syncId,
      leaseToken,
    },
    kind: row.kind,
    trigger: row.trigger,
    types: row.types,
    records: row.records,
    transactionsFrom: row.transactions_from,
    transactionsTo: row.transactions_to,
    approved: row.approved_by_id !== null,
    readFromAt: row.read_from_at,
    attempts: row.attempts,
    company: {
      timeZone: row.time_zone,
      selectedTypes: row.selected_types,
      syncFromOn: row.sync_from_on === null ? null : parseCalendarDate(row.sync_from_on),
      massDeletionPercent: row.mass_deletion_percent,
      changesCursorAt: row.changes_cursor_at,
    },
  };
}
