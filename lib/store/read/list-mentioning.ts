import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { walkRecords } from "./walk-records.ts";

export interface MentioningRecord {
  readonly recordType: RecordType;
  readonly sourceId: string;
  /** Intuit's JSON, parsed. */
  readonly source: unknown;
}

const mentioning = { columns: "source", condition: "strpos(source::text, $1) > 0" };

/**
 * Records in whose JSON some reference has the value `sourceId`, whatever list it refers to: a sieve,
 * for the caller to look closer. No column or index knows all references, so this reads the company's
 * records once. Pages are of one record type each.
 */
export function listMentioning(
  organizationId: OrganizationId,
  companyId: CompanyId,
  sourceId: string,
): AsyncGenerator<readonly MentioningRecord[]> {
  const mention = `"value":${JSON.stringify(sourceId)}`;
  return walkRecords<{ readonly source: unknown }>({
    organizationId,
    companyId,
    shapes: ["entity", "transaction"],
    pageSize: 500,
    ...mentioning,
    lookFor: () => mention,
  });
}
