const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits of the plan of October 2025; after the last one, every six hours for ever. */
const plan2025 = [
  10 * second,
  20 * second,
  30 * second,
  5 * minute,
  20 * minute,
  2 * hour,
  4 * hour,
  6 * hour,
];
/** Waits of the plan before; then the message is dropped and the endpoint blacklisted. */
const plan2018 = [20 * minute, 30 * minute, 50 * minute];
/** The only answers that the older plan tries again. No answer at all counts as one of them. */
const retried2018 = new Set([500, 502, 503, 504, 408]);

export type RetryDecision =
  | { readonly kind: "again"; readonly waitMs: number }
  | { readonly kind: "drop"; readonly blacklists: boolean };

/** What follows the n-th failed attempt (from 1). `status` is undefined when nothing was answered in time. */
export function afterFailure(
  plan: "2025" | "2018",
  attempts: number,
  status: number | undefined,
): RetryDecision {
  if (plan === "2025") return { kind: "again", waitMs: plan2025[attempts - 1] ?? 6 * hour };
  if (status !== undefined && !retried2018.has(status)) return { kind: "drop", blacklists: false };
  const waitMs = plan2018[attempts - 1];
  return waitMs === undefined ? { kind: "drop", blacklists: true } : { kind: "again", waitMs };
}
