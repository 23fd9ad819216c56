import { staff } from "#lib/core/role.ts";
import { changeSettingsBody, companyDetail } from "#lib/contracts/company.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { route } from "#lib/http/route.ts";
import { changeCompanySettings } from "#lib/companies/change-company-settings.ts";
import { getCompany } from "#lib/companies/get-company.ts";

/** What is left out stays as it is. Answers the company as it now stands. */
export const PATCH = route(
  { roles: staff, company: "params.companyId" },
  { params: companyParams, body: changeSettingsBody, answer: companyDetail },
  async ({ actor, params, body }) => {
    await changeCompanySettings(actor, params.companyId, body);
    return getCompany(actor, params.companyId);
  },
);
