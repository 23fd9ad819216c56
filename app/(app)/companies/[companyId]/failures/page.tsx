import type { Metadata } from "next";

import { FailureList } from "#components/failures/failure-list.tsx";
import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { recordFailuresQuery } from "#lib/contracts/record-failures.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { listRecordFailures } from "#lib/records/list-record-failures.ts";

export const metadata: Metadata = { title: "Import errors" };

export default page(
  { roles: everyone, path: "/companies/[companyId]/failures", company: "params.companyId" },
  { params: companyParams, query: recordFailuresQuery },
  async ({ actor, params: { companyId }, query }) => {
    const [company, failures] = await Promise.all([
      getCompany(actor, companyId),
      listRecordFailures(actor, companyId, query),
    ]);
    return (
      <>
        <h1 className="mb-4 text-[1.15rem]!">Import errors</h1>
        <FailureList company={company} initial={failures} initialQuery={query} />
      </>
    );
  },
);
