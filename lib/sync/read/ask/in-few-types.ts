import type { Probe } from "#lib/sync/changes/find-probes.ts";

/**
 * Witnesses of as few record types as still leave one to each name: QuickBooks may count each type that is
 * asked for, be it in one batch or not.
 */
export function inFewTypes(probes: readonly Probe[]): readonly Probe[] {
  const kept: Probe[] = [];
  let open = probes;
  while (open.length > 0) {
    const byType = [...Map.groupBy(open, (one) => one.recordType).values()];
    const [best] = byType.toSorted((left, right) => namesOf(right).size - namesOf(left).size);
    if (!best) break;
    kept.push(...best);
    const covered = namesOf(best);
    open = open.filter((one) => !covered.has(nameOf(one)));
  }
  return kept;
}

function namesOf(probes: readonly Probe[]): ReadonlySet<string> {
  return new Set(probes.map(nameOf));
}

function nameOf({ lost }: Probe): string {
  return `${lost.recordType} ${lost.sourceId}`;
}
