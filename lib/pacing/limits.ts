// Intuit's limits, as distances between calls. Source: Intuit's page on limits and throttles.

import type { Config } from "#lib/config/config.ts";

export interface PacingLimits {
  /** Between two calls of a company. */
  readonly callIntervalMs: number;
  /** So many calls may go out at that distance; beyond them the company waits for this long for each one. */
  readonly burst: number;
  readonly refillIntervalMs: number;
  /** Between two batch calls of a company, in the long run. */
  readonly batchIntervalMs: number;
  /** How far ahead of that pace batches may be sent after a quiet time. */
  readonly batchAheadMs: number;
  readonly concurrent: number;
  /** Calls that may reach Intuit within any second; null where so many are allowed that spacing is enough. */
  readonly perSecond: number | null;
  /** After this a call that was never given back is taken for dead. */
  readonly permitLifeMs: number;
}

// Even spacing keeps every window of a second and of a minute under its limit at once, as long as calls
// arrive in the rhythm in which they were sent. The margins are for those that do not.
const shareOfMinute = 0.96;
const shareOfSecond = 0.8;
const batchesPerMinute = 40;
/** Batches that may follow each other at once: more than the first sync of a small company takes. */
const batchBurst = 12;
/** Beyond this the ends of a second's calls are too many for one row; Intuit allows 10. */
const countedPerSecond = 50;

/**
 * Of the configured rates, with a margin below each; all times in milliseconds.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
 */
export function pacingLimits(quickbooks: Config["quickbooks"]): PacingLimits {
  const { requestsPerMinute, requestsPerSecond, burstRequests } = quickbooks;
  // The worst minute has a whole burst and all that is refilled while it lasts.
  const refilledInMinute = Math.max(1, requestsPerMinute - (burstRequests - 1));
  const batchIntervalMs = 60_000 / (Math.floor(batchesPerMinute * shareOfMinute) - batchBurst);
  return {
    callIntervalMs: 1_000 / (requestsPerSecond * shareOfSecond),
    burst: burstRequests,
    refillIntervalMs: 60_000 / (refilledInMinute * shareOfMinute),
    batchIntervalMs,
    batchAheadMs: batchIntervalMs * (batchBurst - 1),
    perSecond: requestsPerSecond <= countedPerSecond ? requestsPerSecond : null,
    concurrent: quickbooks.concurrentRequests,
    permitLifeMs: quickbooks.timeoutMs + 15_000,
  };
}
