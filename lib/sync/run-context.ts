import type { Logger } from "pino";

import type { RecordType } from "#lib/books/record-type.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import type { ClaimedRun } from "#lib/runs/lease/claim-run.ts";
import type { RunLease } from "#lib/books/run-lease.ts";
import type { KnownForms } from "./read/ask/known-forms.ts";
import type { DeletionGuard } from "./reconcile/deletion-guard.ts";
import type { RunCounter } from "#lib/runs/progress/run-counter.ts";

/** What every part of a run works with. */
export interface RunContext {
  readonly run: ClaimedRun;
  readonly lease: RunLease;
  /** Retries by itself; every attempt is counted in `calls`. */
  readonly client: QuickBooksClient;
  readonly counter: RunCounter;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the lease is lost, the run is cancelled or the process is ending. */
  readonly signal: AbortSignal;
  readonly guard: DeletionGuard;
  /** Types of which some record could not be imported earlier. */
  readonly withFailures: Set<RecordType>;
  readonly forms: KnownForms;
}
