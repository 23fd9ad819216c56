import { everyone } from "#lib/core/role.ts";
import { companiesQuery, companyList } from "#lib/contracts/companies.ts";
import { route } from "#lib/http/route.ts";
import { listCompanies } from "#lib/companies/list-companies.ts";

export const GET = route(
  { roles: everyone, permission: "companies:read" },
  { query: companiesQuery, answer: companyList },
  ({ actor, query }) => listCompanies(actor, query),
);
