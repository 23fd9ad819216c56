import { createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { recordFailureState, type RecordFailuresQuery } from "#lib/contracts/record-failures.ts";
import type { AsInAddress } from "../data/as-in-address.ts";

/** As the address of the list has it. */
export const failureFilter = {
  recordType: parseAsStringLiteral(allRecordTypes),
  reason: parseAsString,
  state: parseAsStringLiteral(recordFailureState.options).withDefault("open"),
  page: parseAsInteger.withDefault(1),
};

const serialize = createSerializer(failureFilter);

/** The endpoint takes the names that the address has. */
export function failuresUrl(
  companyId: string,
  { recordType = null, reason = null, state = "open", page = 1 }: AsInAddress<RecordFailuresQuery>,
): string {
  return serialize(`/api/companies/${companyId}/failures`, { recordType, reason, state, page });
}
