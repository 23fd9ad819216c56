/**
 * Evenly chosen `count` of the cases, always the same; all of them where TEST_EVERYTHING is set, as
 * `npm run test:nightly` does. For cases that try one mechanism again and again and take seconds each.
 */
export function someOf<Case>(count: number, cases: readonly Case[]): Case[] {
  if (process.env["TEST_EVERYTHING"] !== undefined || cases.length <= count) return [...cases];
  const step = (cases.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, place) => cases[Math.round(place * step)]).filter(
    (one) => one !== undefined,
  );
}
