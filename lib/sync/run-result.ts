import type { RecordType } from "#lib/books/record-type.ts";
import type { Comparison } from "./reconcile/compare-counts.ts";
import type { FailedStep } from "./run-steps.ts";

/** What a run found once it had done all that it could. */
export interface RunResult {
  /** Complete as of `asOf`: read whole, or their changes read. */
  readonly current: readonly RecordType[];
  /** Of these, the ones that were read whole. */
  readonly readWhole: readonly RecordType[];
  readonly different: readonly Comparison[];
  readonly failed: readonly FailedStep[];
  /** QuickBooks' time; null when nothing was read that a time could be given for. */
  readonly asOf: Date | null;
  /** Of the types read whole, those that are complete as of an earlier time only. */
  readonly notInCdc?: { readonly recordTypes: readonly RecordType[]; readonly asOf: Date };
  /** Where the next change run of the company starts; null leaves the cursor where it is. */
  readonly changesCursorAt: Date | null;
}
