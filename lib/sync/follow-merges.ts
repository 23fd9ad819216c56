// A merge takes one name away and lets everything that referred to it refer to another; only the name
// itself is reported. A webhook names both, change data capture only the one that is gone.

import type { RecordType } from "../books/record-type.ts";
import { asFirm } from "../db/scope.ts";
import {
  findSuccessor,
  isMergeable,
  repointReferences,
  type ReferenceTarget,
} from "../mapping/repoint-references.ts";
import { recordTypeOfName } from "../quickbooks/entities.ts";
import { isWireRecord, type WireRecord } from "../quickbooks/wire/wire-record.ts";
import { findSource } from "../store/find-source.ts";
import { listMentioning } from "../store/list-mentioning.ts";
import { findShownName, listToldMerges, markMerged, type Merge } from "../store/mark-merged.ts";
import { askForRecords } from "./ask-for-records.ts";
import type { RunContext } from "./run-context.ts";
import { takeRecords } from "./take-page.ts";

/** Follows the merges that webhooks told of. Done again it changes nothing. */
export async function followToldMerges(context: RunContext): Promise<void> {
  for (const merge of await listTold(context)) await followMerge(context, merge);
}

/**
 * Follows names that are gone to the ones that took their place, if any did. Where no webhook told which,
 * one record that referred to the lost name is asked for: where it now leads, all others lead too. What
 * is asked for of one type goes into one question.
 */
export async function followGone(
  context: RunContext,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<void> {
  if (sourceIds.length === 0) return;
  const told = await listTold(context);
  const witnesses: Witness[] = [];
  for (const loserId of sourceIds) {
    const known = told.find((one) => one.recordType === recordType && one.loserId === loserId);
    if (known) await followMerge(context, known);
    else witnesses.push(...(await findWitness(context, { recordType, sourceId: loserId })));
  }
  for (const [ofType, group] of Map.groupBy(witnesses, (one) => one.recordType)) {
    await askForRecords(context, ofType, [...new Set(group.map((one) => one.sourceId))]);
  }
  for (const { lost, ...witness } of witnesses) {
    const winnerId = await readSuccessor(context, witness, lost);
    if (winnerId !== null) await followMerge(context, { recordType, winnerId, loserId: lost.sourceId });
  }
}

async function listTold(context: RunContext): Promise<readonly Merge[]> {
  const { lease } = context;
  const told = await asFirm(lease.organizationId, (sql) => listToldMerges(sql, lease));
  return told.flatMap(({ entityName, winnerId, loserId }) => {
    const recordType = recordTypeOfName(entityName);
    if (recordType === null || !isMergeable(recordType) || winnerId === loserId) return [];
    return [{ recordType, winnerId, loserId }];
  });
}

async function followMerge(context: RunContext, merge: Merge): Promise<void> {
  const { lease } = context;
  const { recordType, winnerId, loserId } = merge;
  const name = await asFirm(lease.organizationId, (sql) => findShownName(sql, lease, recordType, winnerId));
  for await (const mentioning of listMentioning(lease.organizationId, lease.companyId, loserId)) {
    const rewritten = mentioning.flatMap((one) => {
      if (!isWireRecord(one.source) || (one.recordType === recordType && one.sourceId === loserId)) return [];
      const to = { sourceId: winnerId, name };
      const record = repointReferences(one.recordType, one.source, { recordType, sourceId: loserId }, to);
      return record ? [record] : [];
    });
    const [first] = mentioning;
    if (!first || rewritten.length === 0) continue;
    await takeRecords(context, {
      recordType: first.recordType,
      records: rewritten,
      readAt: null,
      seen: 0,
      because: "merged",
    });
  }
  // Last: as long as it is not marked, a run that dies here begins again.
  await markMerged(lease, merge);
}

interface Witness {
  readonly lost: ReferenceTarget;
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** As it was when it referred to the lost name. */
  readonly before: WireRecord;
}

/** Any one record that refers to the lost name; none when nothing does. */
async function findWitness(context: RunContext, lost: ReferenceTarget): Promise<readonly Witness[]> {
  const { organizationId, companyId } = context.lease;
  for await (const mentioning of listMentioning(organizationId, companyId, lost.sourceId)) {
    for (const { recordType, sourceId, source } of mentioning) {
      if (!isWireRecord(source) || !refersToLost(recordType, source, lost)) continue;
      return [{ lost, recordType, sourceId, before: source }];
    }
  }
  return [];
}

async function readSuccessor(
  context: RunContext,
  { recordType, sourceId, before }: Omit<Witness, "lost">,
  lost: ReferenceTarget,
): Promise<string | null> {
  const { organizationId, companyId } = context.lease;
  const now = await asFirm(organizationId, (sql) => findSource(sql, companyId, recordType, sourceId));
  return isWireRecord(now) ? findSuccessor(recordType, before, now, lost) : null;
}

function refersToLost(owner: RecordType, record: WireRecord, lost: ReferenceTarget): boolean {
  if (owner === lost.recordType && record["Id"] === lost.sourceId) return false;
  return repointReferences(owner, record, lost, { sourceId: "", name: null }) !== null;
}
