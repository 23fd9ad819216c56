// Whether Intuit is up, as all workers together see it. While the circuit is open nobody asks, but for
// one call at a time that finds out whether Intuit is back. The state is one row, so that a hundred
// workers do not each need their own dozen failures to notice.

import type { ErrorCode } from "#lib/core/failures.ts";
import { withoutTenant, asSystem } from "#lib/db/scope.ts";

export interface CircuitState {
  readonly isOpen: boolean;
  /** Null while closed. */
  readonly openedAt: Date | null;
  readonly tryAgainAt: Date | null;
  readonly lastErrorCode: string | null;
}

export interface CallCounter {
  readonly calls: number;
  readonly failures: number;
  readonly lastErrorCode: ErrorCode | null;
}

const windowMs = 15_000;
/** Opens when at least so many calls of a window failed, and they are at least half of it. */
const failuresToOpen = 12;
const firstWaitMs = 5_000;
const longestWaitMs = 120_000;
/** A call that tries has so long to tell; then another one tries. */
const tryLifeMs = 30_000;

/** Closed where no row says otherwise. `lastErrorCode` is null while closed. */
export async function circuitState(): Promise<CircuitState> {
  const { rows } = await withoutTenant((sql) =>
    sql.query<{ opened_at: Date | null; try_again_at: Date | null; last_error_code: string | null }>(
      "SELECT opened_at, try_again_at, last_error_code FROM quickbooks_circuits WHERE name = 'accounting'",
    ),
  );
  const row = rows[0];
  return {
    isOpen: row !== undefined && row.opened_at !== null,
    openedAt: row?.opened_at ?? null,
    tryAgainAt: row?.try_again_at ?? null,
    lastErrorCode: row?.opened_at ? row.last_error_code : null,
  };
}

/** True for the one caller, over all workers, that may now try whether Intuit is back. */
export async function claimTry(): Promise<boolean> {
  const { rowCount } = await withoutTenant((sql) =>
    sql.query(
      `UPDATE quickbooks_circuits SET try_again_at = clock_timestamp() + $1 * interval '1 millisecond'
       WHERE name = 'accounting' AND opened_at IS NOT NULL AND try_again_at <= clock_timestamp()`,
      [tryLifeMs],
    ),
  );
  return rowCount === 1;
}

/** What the call that tried has found: closes the circuit, or waits twice as long until the next. */
export async function reportTry(succeeded: boolean): Promise<void> {
  await withoutTenant((sql) =>
    succeeded
      ? sql.query(
          `UPDATE quickbooks_circuits SET opened_at = NULL, try_again_at = NULL, failed_tries = 0,
             window_at = clock_timestamp(), calls = 0, failures = 0 WHERE name = 'accounting'`,
        )
      : sql.query(
          `UPDATE quickbooks_circuits SET failed_tries = failed_tries + 1,
             try_again_at = clock_timestamp()
               + least($1 * power(2, least(failed_tries + 1, 10)), $2) * interval '1 millisecond'
           WHERE name = 'accounting' AND opened_at IS NOT NULL`,
          [firstWaitMs, longestWaitMs],
        ),
  );
}

/** Adds what one process has seen since it last told, and opens the circuit when it is too much. */
export async function addToCircuit(counter: CallCounter): Promise<void> {
  await asSystem(async (sql) => {
    const { rows } = await sql.query<{ calls: number; failures: number; is_same_window: boolean }>(
      `SELECT calls, failures, window_at > clock_timestamp() - $1 * interval '1 millisecond' AS is_same_window
       FROM quickbooks_circuits WHERE name = 'accounting' AND opened_at IS NULL FOR UPDATE`,
      [windowMs],
    );
    const before = rows[0];
    // Calls that were under way when it opened say nothing new.
    if (!before) return;
    const calls = counter.calls + (before.is_same_window ? before.calls : 0);
    const failures = counter.failures + (before.is_same_window ? before.failures : 0);
    await sql.query(
      `UPDATE quickbooks_circuits SET calls = $1, failures = $2,
         window_at = CASE WHEN $3 THEN window_at ELSE clock_timestamp() END,
         last_error_code = coalesce($4, last_error_code)
       WHERE name = 'accounting'`,
      [calls, failures, before.is_same_window, counter.lastErrorCode],
    );
    if (failures < failuresToOpen || failures * 2 < calls) return;
    await sql.query(
      `UPDATE quickbooks_circuits SET opened_at = clock_timestamp(), failed_tries = 0,
         try_again_at = clock_timestamp() + $1 * interval '1 millisecond'
       WHERE name = 'accounting'`,
      [firstWaitMs],
    );
  });
}
