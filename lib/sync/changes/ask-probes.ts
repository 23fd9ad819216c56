import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { findSuccessor, refersTo, type ReferenceTarget } from "#lib/mapping/repoint-references.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { findSource } from "#lib/store/read/find-source.ts";
import { askForTypes } from "../read/ask/ask-for-types.ts";
import type { Probe } from "./find-probes.ts";
import type { RunContext } from "../run-context.ts";

export interface LostName {
  readonly lost: ReferenceTarget;
  /** Whether a record refers to it no longer, without having been reported. */
  readonly hasMoved: boolean;
  /** The name that all of the records lead to now; null where they disagree or lead nowhere. */
  readonly successorId: string | null;
}

/**
 * Asks QuickBooks for records that refer to lost names, takes them in, and tells where they lead now. Few
 * records of several types cost one call.
 */
export async function askProbes(context: RunContext, probes: readonly Probe[]): Promise<readonly LostName[]> {
  const ids = new Map<RecordType, readonly string[]>();
  for (const [recordType, group] of Map.groupBy(probes, (one) => one.recordType)) {
    ids.set(recordType, [...new Set(group.map((one) => one.sourceId))]);
  }
  await askForTypes(context, ids);
  const names: LostName[] = [];
  const byName = Map.groupBy(probes, ({ lost }) => `${lost.recordType} ${lost.sourceId}`);
  for (const group of byName.values()) {
    const [{ lost } = { lost: null }] = group;
    if (lost === null) continue;
    const successors = new Set<string | null>();
    for (const probe of group) successors.add(await successorOf(context, probe));
    const [first = null] = successors;
    names.push({
      lost,
      hasMoved: [...successors].some((one) => one !== lost.sourceId),
      successorId: successors.size === 1 && first !== lost.sourceId ? first : null,
    });
  }
  return names;
}

/** The lost name itself while the record still refers to it; null where nothing stands in its place. */
async function successorOf(context: RunContext, { lost, recordType, sourceId, before }: Probe) {
  const { organizationId, companyId } = context.lease;
  const now = await withTenant(organizationId, (sql) => findSource(sql, companyId, recordType, sourceId));
  if (!isWireRecord(now)) return null;
  return refersTo(recordType, now, lost) ? lost.sourceId : findSuccessor(recordType, before, now, lost);
}
