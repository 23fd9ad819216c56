/** Ids are decimal digits of any length (some beyond 2^53), ordered as numbers; of made-up ones the shorter come first. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
