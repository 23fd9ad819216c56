import { everyone } from "#lib/core/role.ts";
import { companyNames } from "#lib/contracts/company-names.ts";
import { route } from "#lib/http/route.ts";
import { listCompanyNames } from "#lib/companies/list-company-names.ts";

export const GET = route(
  { roles: everyone, permission: "companies:read" },
  { answer: companyNames },
  ({ actor }) => listCompanyNames(actor),
);
