"use client";

import type { RecordType } from "#lib/books/record-type.ts";
import { recordList, recordVersions, type RecordList, type RecordsQuery } from "#lib/contracts/records.ts";
import { queryString } from "../data/query-string.ts";
import { useContract } from "../data/use-contract.ts";

export function useRecords(
  companyId: string,
  recordType: RecordType,
  query: RecordsQuery,
  initial?: RecordList,
) {
  const { search, show, after, before } = query;
  const asked = queryString({ search, show: show === "present" ? null : show, after, before });
  return useContract(`/api/companies/${companyId}/records/${recordType}${asked}`, recordList, {
    refreshInterval: 30_000,
    ...(initial === undefined ? {} : { fallbackData: initial }),
  });
}

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
