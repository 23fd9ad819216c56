import type { Logger } from "pino";

import type { RecordType } from "../books/record-type.ts";
import type { Clock } from "../core/clock.ts";
import type { QuickBooksClient } from "../quickbooks/client.ts";
import type { ClaimedRun } from "../store/claim-run.ts";
import type { RunLease } from "../store/run-lease.ts";
import type { KnownForms } from "./known-forms.ts";
import type { DeletionBrake } from "./deletion-brake.ts";
import type { RunTally } from "./run-tally.ts";

/** What every part of a run works with. */
export interface RunContext {
  readonly run: ClaimedRun;
  readonly lease: RunLease;
  /** Retries by itself; every attempt is counted in `calls`. */
  readonly client: QuickBooksClient;
  readonly tally: RunTally;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the lease is lost, the run is cancelled or the process is ending. */
  readonly signal: AbortSignal;
  readonly brake: DeletionBrake;
  /** Types of which some record could not be taken in earlier. */
  readonly withFailures: Set<RecordType>;
  readonly forms: KnownForms;
}
