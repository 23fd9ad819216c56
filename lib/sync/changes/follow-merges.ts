// A merge takes one name away and lets everything that referred to it refer to another; only the name
// itself is reported. A webhook names both; for the merges of which none does see follow-lost-names.

import { withTenant } from "#lib/db/scope.ts";
import { isMergeable, repointReferences } from "#lib/mapping/repoint-references.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { listMentioning } from "#lib/store/read/list-mentioning.ts";
import { findShownName, listReportedMerges, markMerged, type Merge } from "#lib/store/write/mark-merged.ts";
import type { RunContext } from "../run-context.ts";
import { ingestRecordsOf } from "../read/ingest-page.ts";

/** Follows the merges that webhooks told of. Done again it changes nothing. */
export async function followReportedMerges(context: RunContext): Promise<void> {
  for (const merge of await listReported(context)) await followMerge(context, merge);
}

async function listReported(context: RunContext): Promise<readonly Merge[]> {
  const { lease } = context;
  const told = await withTenant(lease.organizationId, (sql) => listReportedMerges(sql, lease));
  return told.flatMap(({ entityName, winnerId, loserId }) => {
    const recordType = recordTypeOfName(entityName);
    if (recordType === null || !isMergeable(recordType) || winnerId === loserId) return [];
    return [{ recordType, winnerId, loserId }];
  });
}

/** Rewrites what refers to the loser, without a call. Done again it changes nothing. */
export async function followMerge(context: RunContext, merge: Merge): Promise<void> {
  const { lease } = context;
  const { recordType, winnerId, loserId } = merge;
  const name = await withTenant(lease.organizationId, (sql) =>
    findShownName(sql, lease, recordType, winnerId),
  );
  for await (const mentioning of listMentioning(lease.organizationId, lease.companyId, loserId)) {
    const rewritten = mentioning.flatMap((one) => {
      if (!isWireRecord(one.source) || (one.recordType === recordType && one.sourceId === loserId)) return [];
      const to = { sourceId: winnerId, name };
      const record = repointReferences(one.recordType, one.source, { recordType, sourceId: loserId }, to);
      return record ? [record] : [];
    });
    const [first] = mentioning;
    if (!first || rewritten.length === 0) continue;
    await ingestRecordsOf(context, {
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
