// The seam between a call and whoever holds Intuit's limits for a realm. The client takes a permit
// before each attempt and gives it back after; how permits are counted is decided elsewhere.

import type { ErrorCode } from "#lib/core/failures.ts";
import type { CompanyId } from "#lib/core/ids.ts";

/**
 * read, query, changes, report and batch are metered by Intuit (CorePlus); write is not.
 * Batches have a limit of their own beside the one on requests.
 */
export type CallKind = "read" | "query" | "changes" | "report" | "batch" | "write";

export interface PacedCall {
  readonly companyId: CompanyId;
  readonly kind: CallKind;
  /** What Intuit counts it as when it is metered: 1, or the number of a batch's items. Default 1. */
  readonly weight?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CallOutcome {
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  /** Null when the call succeeded. */
  readonly code: ErrorCode | null;
  /**
   * Whether Intuit counts the call: it is of a metered kind and was answered 2xx, or was sent and its answer
   * is not known. Of a call that was given up on its way nobody can tell, so it is taken for counted.
   */
  readonly metered: boolean;
}

/** Gives the permit back. Called exactly once, whatever came of the call; must not throw. */
export type Release = (outcome: CallOutcome) => void | Promise<void>;

export interface Pacer {
  /**
   * Resolves once the call may be sent.
   *
   * @throws AppError `quickbooks.circuit_open` or `quickbooks.budget_spent` instead of waiting long;
   * the signal's reason when it is aborted while waiting.
   */
  acquire(call: PacedCall): Promise<Release>;
}

/** Lets everything through: for the command line, tests and calls that are paced elsewhere. */
export const unpaced: Pacer = { acquire: () => Promise.resolve(() => undefined) };
