/**
 * Whether every case is tried, as `npm run test:nightly` does by TEST_EVERYTHING; else some of those that try one
 * mechanism again and again and take seconds each.
 */
export const isEverything = process.env["TEST_EVERYTHING"] !== undefined;

/** Evenly chosen `count` of the cases, always the same; nightly all of them. */
export function someOf<Case>(count: number, cases: readonly Case[]): Case[] {
  if (isEverything || cases.length <= count) return [...cases];
  const step = (cases.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, place) => cases[Math.round(place * step)]).filter(
    (one) => one !== undefined,
  );
}
