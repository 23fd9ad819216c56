import type { Metadata } from "next";

import { CompanyList } from "#components/companies/company-list.tsx";
import { ConnectButton } from "#components/connections/connect-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { everyone } from "#lib/core/role.ts";
import { companiesQuery } from "#lib/contracts/companies.ts";
import { page } from "#lib/http/page.ts";
import { listCompanies } from "#lib/companies/list-companies.ts";

export const metadata: Metadata = { title: "Companies" };

export default page({ roles: everyone, path: "/" }, { query: companiesQuery }, async ({ actor, query }) => {
  const companies = await listCompanies(actor, query);
  return (
    <>
      <PageHeader
        title="Companies"
        lead={companies.total === 0 ? undefined : `The client companies of ${actor.organizationName}.`}
        actions={companies.total === 0 ? undefined : <ConnectButton />}
      />
      <CompanyList initial={companies} initialQuery={query} connect={<ConnectButton />} />
    </>
  );
});
