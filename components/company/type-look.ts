import type { RecordTypeStanding } from "../../lib/contracts/company.ts";
import { formatCount } from "../format/figures.ts";
import type { Tone } from "../ui/status.tsx";

/** How one type of record stands, the worst first: what stops it, what is missing, what is fine. */
export function lookOfType(type: RecordTypeStanding): { readonly tone: Tone; readonly word: string } {
  const { sourceCount, ourCount } = type;
  if (!type.selected) return { tone: "off", word: "Not kept" };
  if (type.offered === false) return { tone: "off", word: "Not offered" };
  if (type.lastError !== null) return { tone: "bad", word: "Behind" };
  if (ourCount === null || sourceCount === null) return { tone: "waiting", word: "Not read yet" };
  if (sourceCount > ourCount) return { tone: "warn", word: `${formatCount(sourceCount - ourCount)} missing` };
  if (sourceCount < ourCount)
    return { tone: "warn", word: `${formatCount(ourCount - sourceCount)} too many` };
  if (type.openFailures > 0) return { tone: "warn", word: "Some not taken in" };
  return { tone: "good", word: "Agrees" };
}

export function differenceOf({ sourceCount, ourCount }: RecordTypeStanding): number | null {
  return sourceCount === null || ourCount === null ? null : ourCount - sourceCount;
}
