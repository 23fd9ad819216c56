const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits of the plan of October 2025; after the last one, every six hours for ever. */
const PLAN_2025 = [
  10 * SECOND,
  20 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  20 * MINUTE,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
];
/** Waits of the plan before; then the message is dropped and the endpoint blacklisted. */
const PLAN_2018 = [20 * MINUTE, 30 * MINUTE, 50 * MINUTE];
/** The only answers that the older plan tries again. No answer at all counts as one of them. */
const RETRIED_2018 = new Set([500, 502, 503, 504, 408]);

export type RetryDecision =
  | { readonly kind: "again"; readonly waitMs: number }
  | { readonly kind: "drop"; readonly blacklists: boolean };

/** What follows the n-th failed attempt (from 1). `status` is undefined when nothing was answered in time. */
export function afterFailure(
  plan: "2025" | "2018",
  attempts: number,
  status: number | undefined,
): RetryDecision {
  if (plan === "2025") return { kind: "again", waitMs: PLAN_2025[attempts - 1] ?? 6 * HOUR };
  if (status !== undefined && !RETRIED_2018.has(status)) return { kind: "drop", blacklists: false };
  const waitMs = PLAN_2018[attempts - 1];
  return waitMs === undefined ? { kind: "drop", blacklists: true } : { kind: "again", waitMs };
}
