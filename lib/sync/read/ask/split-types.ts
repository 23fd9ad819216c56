import type { RecordType } from "#lib/books/record-type.ts";

/**
 * Two groups of types with about as many changes each, as far as a truncated answer tells. A type that
 * filled more than half of the answer is alone in its group, so that its flood hides no other.
 */
export function splitTypes(
  recordTypes: readonly RecordType[],
  changes: ReadonlyMap<RecordType, number>,
): readonly [readonly RecordType[], readonly RecordType[]] {
  const weightOf = (recordType: RecordType): number => changes.get(recordType) ?? 0;
  const heaviestFirst = [...recordTypes].sort((left, right) => weightOf(right) - weightOf(left));
  const total = heaviestFirst.reduce((sum, recordType) => sum + weightOf(recordType), 0);
  const [heaviest, ...rest] = heaviestFirst;
  if (heaviest !== undefined && weightOf(heaviest) * 2 > total) return [[heaviest], rest];
  const groups: [RecordType[], RecordType[]] = [[], []];
  const sums: [number, number] = [0, 0];
  for (const recordType of heaviestFirst) {
    const lighter = sums[0] <= sums[1] ? 0 : 1;
    groups[lighter].push(recordType);
    // One more than was seen: silence in a truncated answer proves nothing.
    sums[lighter] += weightOf(recordType) + 1;
  }
  return groups;
}
