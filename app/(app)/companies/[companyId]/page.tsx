import type { Metadata } from "next";

import { CompanyActions, CompanyOverview } from "#components/company/company-overview.tsx";
import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { listSyncRuns } from "#lib/companies/runs/list-sync-runs.ts";

export const metadata: Metadata = { title: "Company" };

export default page(
  { roles: everyone, path: "/companies/[companyId]", company: "params.companyId" },
  { params: companyParams },
  async ({ actor, params: { companyId } }) => {
    const [company, runs] = await Promise.all([
      getCompany(actor, companyId),
      listSyncRuns(actor, companyId, {}),
    ]);
    return (
      <>
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-[1.15rem]!">Overview</h1>
          <div className="flex flex-wrap gap-2">
            <CompanyActions initial={company} />
          </div>
        </div>
        <CompanyOverview initial={company} initialRuns={runs} />
      </>
    );
  },
);
