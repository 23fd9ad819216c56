// What QuickBooks was told is kept: the events of deliveries that were answered 200.

import { asSystem } from "#lib/db/scope.ts";
import type { DrillStack } from "./drill-stack.ts";

interface Outbox {
  readonly gathering: number;
  readonly queued: number;
  readonly deliveries: readonly {
    readonly state: string;
    readonly events: readonly { readonly id: string }[];
  }[];
}

export function outbox(stack: DrillStack): Outbox {
  /* The sandbox says only that it is an object. */
  return stack.sandbox.sandbox.webhooks.report() as Outbox;
}

/** The sandbox remembers its latest deliveries: to be asked every now and then. */
export function noteAcknowledged(stack: DrillStack, acknowledged: Set<string>): void {
  for (const { state, events } of outbox(stack).deliveries) {
    if (state === "acknowledged") for (const { id } of events) acknowledged.add(id);
  }
}

export async function countLost(acknowledged: ReadonlySet<string>): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ lost: number }>(
      `SELECT count(*)::int AS lost FROM unnest($1::text[]) AS sent(id)
       WHERE NOT EXISTS (SELECT FROM quickbooks_webhook_events AS event WHERE event.event_id = sent.id)`,
      [[...acknowledged]],
    ),
  );
  return rows[0]?.lost ?? 0;
}
