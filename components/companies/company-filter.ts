import { createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";

import { companySorts, companyStatuses, type CompaniesQuery } from "#lib/contracts/companies.ts";
import type { AsInAddress } from "../data/as-in-address.ts";

/** As the address of the list has it. */
export const companyFilter = {
  search: parseAsString.withDefault(""),
  status: parseAsStringLiteral(companyStatuses),
  sort: parseAsStringLiteral(companySorts).withDefault("attention"),
  direction: parseAsStringLiteral(["asc", "desc"]),
  page: parseAsInteger.withDefault(1),
};

const serialize = createSerializer(companyFilter);

/** The endpoint takes the names that the address has. */
export function companiesUrl(filter: AsInAddress<CompaniesQuery>): string {
  const { search = "", status = null, sort = "attention", direction = null, page = 1 } = filter;
  return serialize("/api/companies", { search, status, sort, direction, page });
}
