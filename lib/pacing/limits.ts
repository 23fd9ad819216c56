// Intuit's limits, as distances between calls. Source: Intuit's page on limits and throttles.

import type { Config } from "../config/config.ts";

export interface PacingLimits {
  /** Between two calls of a company. */
  readonly callIntervalMs: number;
  /** Between two batch calls of a company. */
  readonly batchIntervalMs: number;
  readonly concurrent: number;
  /** After this a call that was never given back is taken for dead. */
  readonly permitLifeMs: number;
}

// Even spacing keeps every window of a second and of a minute under its limit at once. The margins are
// for calls that reach Intuit up to a quarter of a second later than they were sent.
const shareOfMinute = 0.96;
const shareOfSecond = 0.8;
const batchesPerMinute = 40;

export function pacingLimits(quickbooks: Config["quickbooks"]): PacingLimits {
  return {
    callIntervalMs: Math.max(
      60_000 / (quickbooks.requestsPerMinute * shareOfMinute),
      1_000 / (quickbooks.requestsPerSecond * shareOfSecond),
    ),
    batchIntervalMs: 60_000 / (batchesPerMinute * shareOfMinute),
    concurrent: quickbooks.concurrentRequests,
    permitLifeMs: quickbooks.timeoutMs + 15_000,
  };
}
