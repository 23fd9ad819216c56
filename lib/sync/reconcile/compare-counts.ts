import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { withTenantAsyncCommit } from "#lib/db/scope.ts";
import { countOf } from "#lib/quickbooks/query.ts";
import type { LiveWindow } from "#lib/store/read/live-window.ts";
import { countInactive } from "#lib/store/read/count-inactive.ts";
import { storeStepCounts } from "#lib/runs/progress/store-step-counts.ts";
import { storeCounts } from "#lib/store/types/store-counts.ts";
import { askCountInForm, mayMissInactive } from "../read/ask/ask-in-form.ts";
import { comparableCount } from "./comparable-count.ts";
import { isUncounted } from "./count-types.ts";
import { companyFilter, keptFrom } from "../read/ask/record-filter.ts";
import type { RunContext } from "../run-context.ts";

export interface Comparison {
  readonly recordType: RecordType;
  readonly sourceCount: number;
  readonly ourCount: number;
}

/**
 * QuickBooks' own count of a type, asked for by itself, beside ours. Null where it has none that compares:
 * settings whose count it refuses, and rates of which it does not count all.
 */
export async function compareCounts(context: RunContext, recordType: RecordType): Promise<Comparison | null> {
  const { counted, countsInactive } = await countAtSource(context, recordType);
  const { organizationId, companyId } = context.lease;
  const inactive = countsInactive
    ? 0
    : await withTenantAsyncCommit(organizationId, (sql) => countInactive(sql, companyId, recordType));
  const compared = await compareAll(context, new Map([[recordType, counted]]), context.clock.now(), inactive);
  return compared.get(recordType) ?? null;
}

/**
 * Counts of QuickBooks' beside ours, kept on the types and on the steps; null in the place of a count that
 * QuickBooks refuses, and in the place of a comparison where the two do not compare.
 */
export async function compareAll(
  context: RunContext,
  counted: ReadonlyMap<RecordType, number | null>,
  countedAt: Date,
  inactive = 0,
): Promise<ReadonlyMap<RecordType, Comparison | null>> {
  if (counted.size === 0) return new Map();
  const { lease } = context;
  const toNote = [...counted].map(([recordType, count]) => ({
    recordType,
    datedFrom: keptFrom(context.run.company.syncFromOn, recordType),
    sourceCount: (ours: number) =>
      count === null ? null : comparableCount(recordType, count, ours, inactive),
  }));
  const noted = await withTenantAsyncCommit(lease.organizationId, async (sql) => {
    const stored = await storeCounts(sql, lease, toNote, countedAt);
    await storeStepCounts(sql, lease, stored);
    return stored;
  });
  return new Map(
    noted.map(({ recordType, sourceCount, ourCount }) => [
      recordType,
      sourceCount === null ? null : { recordType, sourceCount, ourCount },
    ]),
  );
}

interface CountAtSource {
  /** Null where QuickBooks refuses to count. */
  readonly counted: number | null;
  /** False where the question cannot name inactive records: they may be left out. */
  readonly countsInactive: boolean;
}

async function countAtSource(context: RunContext, recordType: RecordType): Promise<CountAtSource> {
  try {
    const { answer, form } = await askCountInForm(context, recordType, companyFilter(context), (filter) =>
      countOf(context.client, recordType, filter),
    );
    return { counted: answer, countsInactive: !mayMissInactive(recordType, form) };
  } catch (thrown) {
    if (isAppError(thrown) && isUncounted(recordType, thrown)) return { counted: null, countsInactive: true };
    throw thrown;
  }
}

/** All of the type that the company keeps: of documents, those from its start date on. */
export function wholeType(context: RunContext, recordType: RecordType): LiveWindow {
  return {
    companyId: context.lease.companyId,
    recordType,
    updatedFrom: null,
    updatedTo: null,
    datedFrom: keptFrom(context.run.company.syncFromOn, recordType),
  };
}
