import type { RecordTypeStatus } from "#lib/contracts/company.ts";
import { formatCount } from "../format/figures.ts";
import type { Tone } from "../ui/status.tsx";

/** The status of one type of record, the worst first: what stops it, what is missing, what is fine. */
export function styleOfType(type: RecordTypeStatus): { readonly tone: Tone; readonly word: string } {
  const { sourceCount, ourCount } = type;
  if (!type.selected) return { tone: "off", word: "Not synced" };
  if (type.offered === false) return { tone: "off", word: "Not available" };
  if (type.lastError !== null) return { tone: "bad", word: "Behind" };
  if (ourCount === null || type.countedAt === null) return { tone: "waiting", word: "Not synced yet" };
  if (sourceCount === null) return readWithoutCount(type);
  if (sourceCount > ourCount) return { tone: "warn", word: `${formatCount(sourceCount - ourCount)} missing` };
  if (sourceCount < ourCount)
    return { tone: "warn", word: `${formatCount(ourCount - sourceCount)} too many` };
  if (type.openFailures > 0) return { tone: "warn", word: "Import errors" };
  return { tone: "good", word: "Matches" };
}

function readWithoutCount({ openFailures }: RecordTypeStatus): {
  readonly tone: Tone;
  readonly word: string;
} {
  return openFailures > 0 ? { tone: "warn", word: "Import errors" } : { tone: "good", word: "Imported" };
}

/** At the moment of QuickBooks' count: what has come and gone here since is no difference. */
export function differenceOf({ sourceCount, ourCount }: RecordTypeStatus): number | null {
  return sourceCount === null || ourCount === null ? null : ourCount - sourceCount;
}

/** One full sync counts all types within minutes. */
const togetherMs = 60 * 60 * 1000;

/** When QuickBooks counted most of the types; null before it has counted any. */
export function usualCountAt(types: readonly RecordTypeStatus[]): string | null {
  const times = types.flatMap(({ countedAt }) => countedAt ?? []).toSorted();
  return times[Math.floor(times.length / 2)] ?? null;
}

/** Whether a type's count must say for itself when it was made: it is not of the time of the others. */
export function isCountedSeparately(countedAt: string, usualAt: string | null): boolean {
  return usualAt === null || Math.abs(Date.parse(countedAt) - Date.parse(usualAt)) > togetherMs;
}
