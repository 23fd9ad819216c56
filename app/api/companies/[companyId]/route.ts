import { everyone } from "#lib/core/role.ts";
import { companyDetail } from "#lib/contracts/company.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { route } from "#lib/http/route.ts";
import { getCompany } from "#lib/companies/get-company.ts";

export const GET = route(
  { roles: everyone, permission: "companies:read", company: "params.companyId" },
  { params: companyParams, answer: companyDetail },
  ({ actor, params }) => getCompany(actor, params.companyId),
);
