// QuickBooks merges names, and at times says nothing of it: the losing name is deleted or becomes inactive,
// and its documents refer to the winner while their LastUpdatedTime stays. Most names are lost for other
// reasons, so a few documents of each are asked for first, once, all names together.

import { recordTypes } from "#lib/books/record-type.ts";
import { mergeableTypes } from "#lib/mapping/repoint-references.ts";
import { markMerged } from "#lib/store/write/mark-merged.ts";
import { haveEventsWaiting } from "./have-events-waiting.ts";
import { listUncheckedNames, markNamesChecked, type UncheckedName } from "./unchecked-names.ts";
import { askProbes, type LostName } from "./ask-probes.ts";
import { findProbes, type Probe } from "./find-probes.ts";
import { inFewTypes } from "../read/ask/in-few-types.ts";
import { followMerge } from "./follow-merges.ts";
import { readReferring } from "./read-referring.ts";
import type { RunContext } from "../run-context.ts";

/** Somebody who tidies up a list makes hundreds inactive. What is left over waits for the next run. */
const namesAtOnce = 150;
const rounds = 10;

/**
 * Looks whether names that were deleted or made inactive have lost their documents to others, and reads
 * those documents again where they have. A run that dies in between leaves them to the next one, and so does
 * one that a webhook started while further events wait: the run that answers those looks for all together.
 */
export async function followLostNames(context: RunContext): Promise<void> {
  const { lease, run } = context;
  for (let round = 1; round <= rounds; round += 1) {
    const unchecked = await listUncheckedNames(lease, mergeableTypes, namesAtOnce);
    if (unchecked.length > 0 && run.trigger === "webhook" && (await haveEventsWaiting(lease))) return;
    await followNames(context, unchecked);
    if (unchecked.length < namesAtOnce) return;
  }
}

async function followNames(context: RunContext, unchecked: readonly UncheckedName[]): Promise<void> {
  const byType = Map.groupBy(unchecked, (one) => one.recordType);
  // All are found before any is asked for: a document that is read again for one name may have been the
  // last to refer to another.
  const probes: Probe[] = [];
  for (const [recordType, names] of byType) {
    probes.push(...(await findProbes(context, recordType, idsOf(names))));
  }
  const moved = (await askProbes(context, inFewTypes(probes))).filter((one) => one.hasMoved);
  const isWhole = await readReferring(
    context,
    moved.map((one) => one.lost),
  );
  for (const name of moved) await closeName(context, name, isWhole);
  for (const [recordType, names] of byType) {
    await markNamesChecked(context.lease, recordType, idsOf(names));
  }
}

function idsOf(names: readonly UncheckedName[]): readonly string[] {
  return names.map((one) => one.sourceId);
}

async function closeName(context: RunContext, name: LostName, isWhole: boolean): Promise<void> {
  const { lost, successorId } = name;
  if (successorId === null) return;
  const merge = { recordType: lost.recordType, winnerId: successorId, loserId: lost.sourceId };
  // Too many to be asked for one by one go where those have gone that were.
  if (!isWhole) return followMerge(context, merge);
  // Documents that were moved one by one leave some behind: that is no merge.
  const left = await findProbes(context, lost.recordType, [lost.sourceId]);
  if (!left.some(isBooked)) await markMerged(context.lease, merge);
}

/** Attachments, defaults of other lists and voided documents are not always led to the winner. */
function isBooked({ recordType, before }: Probe): boolean {
  if (recordTypes[recordType].shape === "entity") return false;
  // A journal entry's total is said to be 0 in any case.
  return recordType === "journal_entry" || Number(before["TotalAmt"] ?? 1) !== 0;
}
