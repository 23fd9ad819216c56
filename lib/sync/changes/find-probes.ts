import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { referencePattern, refersTo, type ReferenceTarget } from "#lib/mapping/repoint-references.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { findSource } from "#lib/store/read/find-source.ts";
import { listReferring } from "#lib/store/read/list-referring.ts";
import type { RunContext } from "../run-context.ts";

/** A record that refers to a name of which something is amiss. */
export interface Probe {
  readonly lost: ReferenceTarget;
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** As we hold it. */
  readonly before: WireRecord;
}

/** Records looked at per name: one may have been edited by hand, or be gone. */
const perName = 3;

/** A few records that refer to each of these names, as we hold them; none for a name without any. */
export async function findProbes(
  context: RunContext,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<readonly Probe[]> {
  const { organizationId, companyId } = context.lease;
  const found = new Map<string, Probe[]>(sourceIds.map((id) => [id, []]));
  const wanted = (): readonly string[] => [...found].flatMap(([id, of]) => (of.length < perName ? [id] : []));
  const patternNow = () => referencePattern(recordType, wanted());
  for await (const page of listReferring(organizationId, companyId, patternNow)) {
    for (const { recordType: ofType, sourceId, ids } of page) {
      const lacking = ids.filter((id) => (found.get(id)?.length ?? perName) < perName);
      if (lacking.length === 0) continue;
      const before = await withTenant(organizationId, (sql) => findSource(sql, companyId, ofType, sourceId));
      if (!isWireRecord(before)) continue;
      for (const id of lacking) {
        const lost = { recordType, sourceId: id };
        if (ofType === recordType && sourceId === id) continue;
        if (refersTo(ofType, before, lost))
          found.get(id)?.push({ lost, recordType: ofType, sourceId, before });
      }
    }
  }
  return [...found.values()].flat();
}
