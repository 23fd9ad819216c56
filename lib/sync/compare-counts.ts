import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import { asFirmUnhurried } from "../db/scope.ts";
import { intuitEntity } from "../quickbooks/entities.ts";
import { countOf } from "../quickbooks/query.ts";
import type { LiveWindow } from "../store/live-window.ts";
import { countInactive } from "../store/count-inactive.ts";
import { noteCounts } from "../store/note-counts.ts";
import { askCountInForm, mayMissInactive } from "./ask-in-form.ts";
import { comparableCount } from "./comparable-count.ts";
import { companyFilter, keptFrom } from "./record-filter.ts";
import type { RunContext } from "./run-context.ts";

export interface Comparison {
  readonly recordType: RecordType;
  readonly sourceCount: number;
  readonly ourCount: number;
}

/**
 * QuickBooks' own count of a type beside ours, kept on the type and on the step. Null where it has none
 * that compares: settings whose count it refuses, and rates of which it does not count all.
 */
export async function compareCounts(context: RunContext, recordType: RecordType): Promise<Comparison | null> {
  const { counted, countsInactive } = await countAtSource(context, recordType);
  const { lease } = context;
  return asFirmUnhurried(lease.organizationId, async (sql) => {
    const window = wholeType(context, recordType);
    const inactive = countsInactive ? 0 : await countInactive(sql, lease.companyId, recordType);
    const { sourceCount, ourCount } = await noteCounts(sql, lease, {
      window,
      sourceCount: (ours) => (counted === null ? null : comparableCount(recordType, counted, ours, inactive)),
    });
    return sourceCount === null ? null : { recordType, sourceCount, ourCount };
  });
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
    const refusable = intuitEntity(recordType).access !== "window";
    if (refusable && isAppError(thrown, "quickbooks.rejected"))
      return { counted: null, countsInactive: true };
    throw thrown;
  }
}

export function wholeType(context: RunContext, recordType: RecordType): LiveWindow {
  return {
    companyId: context.lease.companyId,
    recordType,
    updatedFrom: null,
    updatedTo: null,
    datedFrom: keptFrom(context.run.company.syncFromOn, recordType),
  };
}
