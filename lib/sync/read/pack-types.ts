// Which types of a company are read together, in one batch, and which by themselves: a pure decision over
// QuickBooks' own counts.

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { batchLimit, mostQuestions } from "#lib/quickbooks/ask-batch.ts";

export interface PackLimits {
  /** Records that one answer may be planned to hold. */
  readonly records: number;
  readonly questions: number;
}

export interface Packing {
  /** Types to be asked for together, in the order in which they shall arrive. */
  readonly packs: readonly (readonly RecordType[])[];
  /** Types to be read page by page: those that fill an answer, and those without company. */
  readonly alone: readonly RecordType[];
}

/** Room for records that are made between the count and the answer: a full one cannot be believed. */
const margin = 50;

const usualLimits: PackLimits = { records: batchLimit - margin, questions: mostQuestions };

/** What a person looks at first: the books make sense with these, whatever else is still to come. */
const first: readonly RecordType[] = ["account", "customer", "invoice"];

/**
 * First-fit: each type goes into the first answer that still has room for all of its records. The types that
 * people look at first come first, then the largest, whose places are the hardest to find. Types without
 * records are in neither.
 */
export function packTypes(
  counts: ReadonlyMap<RecordType, number>,
  limits: PackLimits = usualLimits,
): Packing {
  const countOf = (recordType: RecordType): number => counts.get(recordType) ?? 0;
  const ordered = inReadingOrder(
    [...counts.keys()].filter((recordType) => countOf(recordType) > 0),
    counts,
  );
  const packs: { readonly types: RecordType[]; records: number }[] = [];
  const alone: RecordType[] = [];
  for (const recordType of ordered) {
    const count = countOf(recordType);
    if (count > limits.records) {
      alone.push(recordType);
      continue;
    }
    const fitting = packs.find(
      (pack) => pack.types.length < limits.questions && pack.records + count <= limits.records,
    );
    if (fitting) {
      fitting.types.push(recordType);
      fitting.records += count;
    } else packs.push({ types: [recordType], records: count });
  }
  const isShared = (pack: { readonly types: readonly RecordType[] }): boolean => pack.types.length > 1;
  const single = packs.filter((pack) => !isShared(pack)).flatMap((pack) => pack.types);
  return {
    packs: packs.filter(isShared).map((pack) => pack.types),
    alone: inReadingOrder([...single, ...alone], counts),
  };
}

/** Those that people look at first, then the largest. A type of which no count is known may be large. */
export function inReadingOrder(
  recordTypes: readonly RecordType[],
  counts: ReadonlyMap<RecordType, number>,
): readonly RecordType[] {
  const rankOf = (recordType: RecordType): number => {
    const rank = first.indexOf(recordType);
    return rank < 0 ? first.length : rank;
  };
  const sizeOf = (recordType: RecordType): number => counts.get(recordType) ?? Infinity;
  const placeOf = (recordType: RecordType): number => allRecordTypes.indexOf(recordType);
  const compare = (left: RecordType, right: RecordType): number => {
    const byRank = rankOf(left) - rankOf(right);
    if (byRank !== 0) return byRank;
    const [leftSize, rightSize] = [sizeOf(left), sizeOf(right)];
    return leftSize === rightSize ? placeOf(left) - placeOf(right) : rightSize - leftSize;
  };
  return recordTypes.toSorted(compare);
}
