import { databaseUnavailable } from "#lib/db/database-unavailable.ts";
import type { Delivery } from "#lib/quickbooks/events/parse-delivery.ts";
import { toEventRows, type EventRow } from "./event-row.ts";
import { storeEvents, type KeptEvents } from "./store-events.ts";

interface Waiting {
  readonly events: readonly EventRow[];
  readonly kept: PromiseWithResolvers<KeptEvents>;
}

/** Enough for one statement; what comes beyond goes with the next. */
const mostEvents = 1_000;

let waiting: Waiting[] = [];
let isKeeping = false;

/**
 * Stores a delivery's events, see {@link storeEvents}. Deliveries that arrive while one is being stored are stored together by the next
 * statement: one commit and one visit to the queue for all of them, so that a rush costs less per
 * delivery and not more. Nobody waits for company: the first to arrive goes at once, by itself.
 */
export async function batchDeliveries(delivery: Delivery): Promise<KeptEvents> {
  const events = await toEventRows(delivery);
  const kept = Promise.withResolvers<KeptEvents>();
  waiting.push({ events, kept });
  if (!isKeeping) void keepWaiting();
  return kept.promise;
}

async function keepWaiting(): Promise<void> {
  isKeeping = true;
  while (waiting.length > 0) await keepGroup(storeGroup());
  isKeeping = false;
}

function storeGroup(): readonly Waiting[] {
  let events = 0;
  const isFull = (next: Waiting): boolean => {
    events += next.events.length;
    return events > mostEvents;
  };
  const end = waiting.findIndex((next, index) => isFull(next) && index > 0);
  const group = end === -1 ? waiting : waiting.slice(0, end);
  waiting = end === -1 ? [] : waiting.slice(end);
  return group;
}

/** A delivery of ten thousand events would take a statement longer than intake allows. */
async function keepInParts(events: readonly EventRow[]): Promise<KeptEvents> {
  const all = { ...nothing };
  for (let start = 0; start < events.length; start += mostEvents) {
    const kept = await storeEvents(events.slice(start, start + mostEvents));
    all.fresh += kept.fresh;
    all.unmatched += kept.unmatched;
    all.unreadable += kept.unreadable;
  }
  return all;
}

async function keepGroup(group: readonly Waiting[]): Promise<void> {
  try {
    const all = await keepInParts(group.flatMap((one) => one.events));
    // The figures are of the group: for metrics, which only add them up.
    for (const [index, { kept }] of group.entries()) kept.resolve(index === 0 ? all : nothing);
  } catch (thrown) {
    // A database that is away is so for each of them: one after the other would wait for it in vain.
    if (group.length === 1 || databaseUnavailable(thrown)) {
      for (const { kept } of group) kept.reject(thrown);
      return;
    }
    // One delivery must not fail for what another one brought.
    for (const one of group) await keepGroup([one]);
  }
}

const nothing = { fresh: 0, unmatched: 0, unreadable: 0 } satisfies KeptEvents;
