import type { Logger } from "pino";

import type { Clock } from "#lib/core/clock.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import type { CallObserver, QuickBooksClient } from "#lib/quickbooks/client.ts";

export interface ClientRequest {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  /** Must be told of every attempt: the run counts them. */
  readonly observe: CallObserver;
}

/** What a run needs from outside. The worker gives the real ones, a test those it wants. */
export interface RunDependencies {
  /**
   * A client that makes one attempt per call; the run retries by itself.
   *
   * @throws AppError `connection.*`
   */
  readonly openClient: (request: ClientRequest) => Promise<QuickBooksClient>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the process shall end: the run stops at its next commit and another worker goes on. */
  readonly signal?: AbortSignal | undefined;
}

export type RunOutcome =
  | {
      readonly kind: "finished";
      readonly state: "succeeded" | "incomplete" | "failed" | "awaiting_approval" | "cancelled";
    }
  /** Another run of the company is under way; its end puts this one on the queue again. */
  | { readonly kind: "busy" }
  /** Put on the queue again by the run itself: QuickBooks could not be reached for now. */
  | { readonly kind: "again"; readonly at: Date }
  /** The process is ending; the run stands where it was and may be claimed at once. */
  | { readonly kind: "interrupted" }
  /** There is no such run, or it has ended before. */
  | { readonly kind: "nothing" };
