"use client";

import type { RecordType } from "#lib/books/record-type.ts";
import { recordVersions } from "#lib/contracts/records.ts";
import { useContract } from "../data/use-contract.ts";

/** Asked for only when somebody wants to see them. */
export function useRecordVersions(
  companyId: string,
  recordType: RecordType,
  sourceId: string,
  wanted: boolean,
) {
  const address = `/api/companies/${companyId}/records/${recordType}/${encodeURIComponent(sourceId)}/versions`;
  return useContract(wanted ? address : null, recordVersions);
}
