// One row of the list of webhook events, and what the list can be narrowed to.

import type { WebhookEventState } from "#lib/contracts/webhook-events.ts";
import type { CompanyId } from "#lib/core/ids.ts";

export interface EventFilter {
  readonly companyIds?: readonly CompanyId[] | undefined;
  readonly states?: readonly WebhookEventState[] | undefined;
  /** Intuit's name, in any case. */
  readonly entity?: string | undefined;
  readonly receivedAfter?: Date | undefined;
  readonly receivedBefore?: Date | undefined;
}

/** The last event of a page; many are received in the same instant, so the time alone would not do. */
export interface EventCursor {
  readonly receivedAt: Date;
  readonly eventId: string;
}

export interface ListedEvent {
  readonly eventId: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly entity: string | null;
  readonly operation: string;
  readonly sourceId: string | null;
  readonly state: WebhookEventState;
  readonly attempts: number;
  readonly deliveries: number;
  readonly occurredAt: Date | null;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  readonly syncId: string | null;
  readonly unreadableReason: string | null;
  readonly bytes: number | null;
}
