import type { RecordType } from "#lib/books/record-type.ts";
import { referencePattern, type ReferenceTarget } from "#lib/mapping/repoint-references.ts";
import { listReferring } from "#lib/store/read/list-referring.ts";
import { askForTypes } from "../read/ask/ask-for-types.ts";
import type { RunContext } from "../run-context.ts";

/** Records read again in one go. Of more than these, the rest follows where these have gone. */
const mostRecords = 20_000;

/**
 * Reads every record again that refers to one of these names, by its Id: no LastUpdatedTime tells that it
 * has moved. False where there were too many.
 */
export async function readReferring(context: RunContext, lost: readonly ReferenceTarget[]): Promise<boolean> {
  const { organizationId, companyId } = context.lease;
  const ids = new Map<RecordType, Set<string>>();
  let count = 0;
  for (const [recordType, names] of Map.groupBy(lost, (one) => one.recordType)) {
    const pattern = referencePattern(
      recordType,
      names.map((one) => one.sourceId),
    );
    const patternNow = () => (count < mostRecords ? pattern : null);
    for await (const page of listReferring(organizationId, companyId, patternNow)) {
      for (const { recordType: ofType, sourceId } of page) {
        const known = ids.get(ofType) ?? new Set();
        ids.set(ofType, known.add(sourceId));
      }
      count += page.length;
    }
  }
  await askForTypes(context, new Map([...ids].map(([recordType, known]) => [recordType, [...known]])));
  return count < mostRecords;
}
