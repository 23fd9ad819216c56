import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs";

import type { RecordType } from "#lib/books/record-type.ts";
import type { RecordsQuery } from "#lib/contracts/records.ts";
import type { AsInAddress } from "../data/as-in-address.ts";

/** As the address of the list has it. */
export const recordFilter = {
  search: parseAsString.withDefault(""),
  show: parseAsStringLiteral(["present", "all", "gone"]).withDefault("present"),
  after: parseAsString,
  before: parseAsString,
};

const serialize = createSerializer(recordFilter);

/** The endpoint takes the names that the address has. */
export function recordsUrl(
  companyId: string,
  recordType: RecordType,
  { search = "", show = "present", after = null, before = null }: AsInAddress<RecordsQuery>,
): string {
  return serialize(`/api/companies/${companyId}/records/${recordType}`, { search, show, after, before });
}
