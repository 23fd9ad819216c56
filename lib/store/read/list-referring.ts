import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { walkRecords } from "./walk-records.ts";

export interface ReferringRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** What the pattern took for ids in the record's JSON. */
  readonly ids: readonly string[];
}

const referring = {
  columns: "ARRAY(SELECT DISTINCT found[1] FROM regexp_matches(source::text, $1, 'g') AS found) AS ids",
  condition: "source::text ~ $1",
};

/**
 * Live records whose JSON fits a pattern (of PostgreSQL, with one group: the id). `patternNow` is asked
 * before each page, so that a caller who has seen enough of one id narrows what follows; null ends it.
 * Nothing indexes references inside JSON, so this reads the company's records once at most. Pages are of
 * one record type each.
 */
export function listReferring(
  organizationId: OrganizationId,
  companyId: CompanyId,
  patternNow: () => string | null,
): AsyncGenerator<readonly ReferringRecord[]> {
  return walkRecords<{ readonly ids: readonly string[] }>({
    organizationId,
    companyId,
    shapes: ["transaction", "entity"],
    pageSize: 200,
    ...referring,
    lookFor: patternNow,
  });
}
