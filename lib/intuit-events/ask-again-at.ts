// How soon after its last webhook-led sync a company's changes are asked for again. Each costs a metered
// call, whatever the number of events that it answers.

export interface RecentEvents {
  /** Events received in the last minute, counted no further than `manyEvents`. */
  readonly lastMinute: number;
  /** When the oldest event that waits was received. */
  readonly firstReceivedAt: Date;
  /** When the company's last webhook-led sync was asked for; null when not in the last minute. */
  readonly lastAskedAt: Date | null;
}

export const someEvents = 12;
export const moreEvents = 20;
export const manyEvents = 40;

/**
 * A person at work changes a few records a minute and wants to see them in a second; an import changes
 * hundreds, and is asked about every twelve seconds: at most nine calls in a minute of it.
 */
function spacingMs(lastMinute: number): number {
  if (lastMinute >= manyEvents) return 12_000;
  // An import's first second is over; it soon counts as one.
  if (lastMinute >= moreEvents) return 3_000;
  return lastMinute >= someEvents ? 1_000 : 0;
}

/** Not before this; events that arrive until then are answered by the same call. */
export function askAgainAt(recent: RecentEvents, coalesceMs: number): Date {
  const collected = recent.firstReceivedAt.getTime() + coalesceMs;
  const spaced = (recent.lastAskedAt?.getTime() ?? 0) + spacingMs(recent.lastMinute);
  return new Date(Math.max(collected, spaced));
}
